using System.Net.Http.Headers;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels.Sms;

/// <summary>Text messages over an HTTP API of Twilio's shape.</summary>
internal sealed class SmsSender(SafeHttpClient http, Unconfigured unconfigured, TimeProvider time) : IChannelSender
{
    public NotifyChannel Channel => NotifyChannel.Sms;

    public SafeRequestLimits Limits { get; init; } = new(TimeSpan.FromSeconds(15), Bytes: 16 * 1024);

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var sms = (OutgoingSms)message;
        if (!AddressText.IsPhone(sms.To))
        {
            return new SendOutcome.Permanent("address-invalid");
        }

        if (!SmsSegments.Of(sms.Body).Fits)
        {
            return new SendOutcome.Permanent("too-long");
        }

        if (sms.Account is not { } account)
        {
            return await unconfigured.Send(sms, new MessageFace(sms.To, null, sms.Body));
        }

        try
        {
            using var content = new FormUrlEncodedContent(Form(sms, account));
            return SmsAnswer.Outcome(await http.Post(Address(account), content, Limits, headers => headers.Authorization = Basic(account), cancellation), time);
        }
        catch (HttpRequestException fault)
        {
            return Faults.Of(fault, providerFault: true);
        }
    }

    private static Uri Address(SmsAccount account) =>
        new($"{account.BaseUrl.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{Uri.EscapeDataString(account.AccountSid)}/Messages.json");

    private static AuthenticationHeaderValue Basic(SmsAccount account) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.AccountSid}:{account.AuthToken}")));

    private static IEnumerable<KeyValuePair<string, string>> Form(OutgoingSms sms, SmsAccount account)
    {
        yield return new("To", sms.To);
        yield return new("From", account.From);
        yield return new("Body", sms.Body);
        if (sms.StatusCallback is { } callback)
        {
            yield return new("StatusCallback", callback.AbsoluteUri);
        }
    }
}
