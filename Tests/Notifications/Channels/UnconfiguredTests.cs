using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Email;
using OrleansBackends.Silo.Notifications.Channels.Fcm;
using OrleansBackends.Silo.Notifications.Channels.Sms;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels;

[Collection<ClusterCollection>]
public sealed class UnconfiguredTests(ClusterFixture cluster)
{
    private readonly Unconfigured development = new(new Outgoing.Hosting("Development"), cluster.Grains, cluster.Time.Provider);

    [Fact]
    public async Task A_mail_without_a_transport_lies_in_the_mailbox_for_developers()
    {
        using var pools = new MailPools(new MailDialer(new SafeDialer()), cluster.Time.Provider);
        var mail = MailHouse.Mail(null, "msg_dev_mail") with { Html = "<p>Hällo</p>", Unsubscribe = new Uri("https://example.org/n/u/tok") };
        Assert.Equal(new SendOutcome.Sent(), await new MailSender(pools, development, cluster.Time.Provider).Send(mail, CancellationToken.None));

        var found = await Find("msg_dev_mail");
        Assert.Equal((NotifyChannel.Email, "ada@example.com", "Hällo", "<p>Hällo</p>"), (found.Channel, found.To, found.Subject, found.Html));
        Assert.Contains("List-Unsubscribe: <https://example.org/n/u/tok>", found.Extras);
    }

    [Fact]
    public async Task So_do_text_messages_and_pushes()
    {
        using var http = new SafeHttpClient();
        var endpoints = new FcmEndpoints();
        var sms = new OutgoingSms
        {
            App = "shop", MessageId = "msg_dev_sms", Lane = Lane.Otp, ExpiresAt = Outgoing.Now, Account = null, To = "+491701234567", Body = "Code 1",
        };
        var push = new OutgoingFcm
        {
            App = "shop", MessageId = "msg_dev_fcm", Lane = Lane.Otp, ExpiresAt = Outgoing.Now, Account = null, Token = "t", Title = "Titel", Body = "Text",
        };
        Assert.Equal(new SendOutcome.Sent(), await new SmsSender(http, development, cluster.Time.Provider).Send(sms, CancellationToken.None));
        var sender = new FcmSender(http, endpoints, new FcmTokens(http, endpoints, cluster.Time.Provider), development, cluster.Time.Provider);
        Assert.Equal(new SendOutcome.Sent(), await sender.Send(push, CancellationToken.None));

        Assert.Equal(("+491701234567", "Code 1"), ((await Find("msg_dev_sms")).To, (await Find("msg_dev_sms")).Text));
        Assert.Equal(("Titel", "Text"), ((await Find("msg_dev_fcm")).Subject, (await Find("msg_dev_fcm")).Text));
    }

    private async Task<DevMessage> Find(string id) =>
        Assert.Single(await cluster.Grains.GetGrain<IDevMailboxGrain>(IDevMailboxGrain.Key).List(), message => message.Id == id);
}
