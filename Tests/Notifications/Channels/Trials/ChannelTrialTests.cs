using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.Tests.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Channels.Trials;

/// <summary>What an owner is told at once, by real servers on this machine.</summary>
public sealed class ChannelTrialTests : IAsyncLifetime
{
    private const string Number = "+4915112345678";

    private Outside outside = null!;
    private SendingSilo silo = null!;
    private TestShop shop = null!;

    private IChannelTrial Trial => silo.Grains.GetGrain<IChannelTrial>(0);

    public async ValueTask InitializeAsync()
    {
        outside = await Outside.OpenAsync();
        silo = await SendingSilo.StartAsync(outside);
        shop = await TestShop.OpenAsync(silo.Grains, new ProviderSet { Email = outside.Smtp, Sms = outside.Sms }, new UserId(Guid.NewGuid()), NotifyData.Email());
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_server_that_works_has_the_mail_before_the_answer()
    {
        Assert.Equal(new TrialView(true, "sent"), (await Trial.Provider(shop.App, NotifyChannel.Email, "ada@example.com")).Require());
        var mail = Assert.Single(outside.Mail.Mails);
        Assert.Contains("From: Shop <shop@example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: Test of Shop", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_mail_server_says_against_it_is_told_and_suppresses_nothing()
    {
        outside.Mail.Script = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        Assert.Equal(new TrialView(false, "smtp-550 5.1.1"), (await Trial.Provider(shop.App, NotifyChannel.Email, "ada@example.com")).Require());
        outside.Mail.Script = _ => null;
        await shop.TriggerAsync("t1", new Recipient { SubscriberId = "ada", Email = "ada@example.com" });
        Assert.Single(await shop.ReachAsync("t1", OrleansBackends.Grains.Interfaces.Notifications.Log.MessageStatus.Sent));
    }

    [Fact]
    public async Task A_text_message_is_named_as_its_provider_names_it()
    {
        outside.Provider.Says(201, """{"sid":"SM1"}""");
        Assert.Equal(new TrialView(true, "sent SM1"), (await Trial.Provider(shop.App, NotifyChannel.Sms, Number)).Require());
        outside.Provider.Says(401);
        Assert.Equal(new TrialView(false, "http-401"), (await Trial.Provider(shop.App, NotifyChannel.Sms, Number)).Require());
    }

    [Fact]
    public async Task A_push_goes_to_the_newest_phone_of_a_subscriber()
    {
        Assert.Equal("device-not-found", (await Trial.Provider(shop.App, NotifyChannel.Fcm, "ada")).Error?.Code);
        (await shop.Subscriber("ada").AddDevice(new NewDevice { Kind = DeviceKind.Fcm, Token = "phone-1" })).Require();
        Assert.Equal("provider-not-found", (await Trial.Provider(shop.App, NotifyChannel.Fcm, "ada")).Error?.Code);
        using var rsa = RSA.Create(2048);
        await shop.PutAsync(new() { Fcm = new() { ProjectId = "p", ClientEmail = "p@p.iam", PrivateKey = rsa.ExportPkcs8PrivateKeyPem() } });
        outside.Provider.Says(200, """{"access_token":"tok","expires_in":3600,"name":"m1"}""");
        Assert.Equal(new TrialView(true, "sent m1"), (await Trial.Provider(shop.App, NotifyChannel.Fcm, "ada")).Require());
        Assert.Contains("phone-1", outside.Provider.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_of_the_channel_is_refused()
    {
        Assert.Equal("address-invalid", (await Trial.Provider(shop.App, NotifyChannel.Email, Number)).Error?.Code);
        Assert.Equal("address-invalid", (await Trial.Provider(shop.App, NotifyChannel.Sms, "ada@example.com")).Error?.Code);
        Assert.Equal("app-not-found", (await Trial.Provider("nobody", NotifyChannel.Email, "ada@example.com")).Error?.Code);
    }

    [Fact]
    public async Task An_endpoint_gets_a_signed_message_also_while_it_is_disabled()
    {
        var added = (await shop.Grain.AddEndpoint(shop.Caller, new NewEndpoint(outside.Hook, ["*"], null), null)).Require();
        await shop.Grain.DisableEndpoint(added.Endpoint.Id, "gone");
        Assert.Equal(new TrialView(true, "sent"), (await Trial.Endpoint(shop.App, added.Endpoint.Id)).Require());
        var call = outside.Provider.Requests[^1];
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSecret.Sign([added.Secret], call.Headers["webhook-id"], at, call.Text), call.Headers["webhook-signature"]);
        Assert.Contains("\"type\":\"test\"", call.Text, StringComparison.Ordinal);
        outside.Provider.Says(500);
        Assert.Equal(new TrialView(false, "http-500"), (await Trial.Endpoint(shop.App, added.Endpoint.Id)).Require());
        Assert.Equal("endpoint-not-found", (await Trial.Endpoint(shop.App, "ep-none")).Error?.Code);
    }
}
