using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Silo.Notifications.Channels.Fcm;
using OrleansBackends.Tests.Notifications.Channels;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>The counterparts of a silo with its real channels: one mail server and one HTTP server, to which every name under <c>.test</c> leads.</summary>
internal sealed class Outside : IAsyncDisposable
{
    private Outside(ProviderDouble provider) => Provider = provider;

    public SmtpDouble Mail { get; } = new();

    public ProviderDouble Provider { get; }

    public static async Task<Outside> OpenAsync() => new(await ProviderDouble.Start());

    public SmtpProvider Smtp => new() { Host = "mail.test", Port = Mail.Port, Security = SmtpSecurity.None, From = "Shop <shop@example.org>" };

    public SmsProvider Sms => new() { BaseUrl = Provider.At("").AbsoluteUri.TrimEnd('/'), AccountSid = "AC1", AuthToken = "secret", From = "+15551234567" };

    public string Hook => Provider.At("/hook").AbsoluteUri;

    public void Replace(IServiceCollection services)
    {
        services.AddSingleton(MailHouse.Leading(() => IPAddress.Loopback)).AddSingleton(Provider.Http);
        services.AddSingleton(new FcmEndpoints { Messages = Provider.At("/"), Token = Provider.At("/token") });
    }

    public async ValueTask DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
