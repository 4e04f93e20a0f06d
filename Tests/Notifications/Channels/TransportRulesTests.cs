using OrleansBackends.Grains.Notifications;
using OrleansBackends.Silo.Notifications.Channels.Product;

namespace OrleansBackends.Tests.Notifications.Channels;

public sealed class TransportRulesTests
{
    private static readonly SmtpOptions Server = new() { Host = "mail.internal", From = "Shop <shop@example.org>" };

    [Fact]
    public void In_production_somebody_must_have_said_how_mail_is_sent()
    {
        Assert.Equal(
            "Notifications:Smtp:Host is missing; name a mail server, or set Notifications:Email=None to run without mail.", Refusal("Production", new()));
        Assert.Null(Refusal("Production", new() { Email = "None" }));
        Assert.Null(Refusal("Production", new() { Smtp = Server }));
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Staging")]
    public void Elsewhere_nobody_need_say_it(string environment) => Assert.Null(Refusal(environment, new()));

    public static TheoryData<object, string> Mistakes => new()
    {
        { new NotificationsOptions { Email = "Some" }, "Notifications:Email may say None, nothing else." },
        { new NotificationsOptions { Email = "None", Smtp = Server }, "Set either Notifications:Smtp:Host or Notifications:Email=None, not both." },
        { new NotificationsOptions { Smtp = new() { Host = "h", From = "a@b.c", Port = 0 } }, "Notifications:Smtp:Port must be a port from 1 to 65535." },
        { new NotificationsOptions { Smtp = new() { Host = "h" } }, "Notifications:Smtp:From must be the sender's mail address." },
        { new NotificationsOptions { Smtp = new() { Host = "h", From = "a@b.c", ReplyTo = "@" } }, "Notifications:Smtp:ReplyTo must be a mail address." },
        { new NotificationsOptions { Smtp = new() { Host = "h", From = "a@b.c", User = "u" } }, "Notifications:Smtp:Password is missing beside Notifications:Smtp:User." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_setting_is_named(object options, string sentence) => Assert.Equal(sentence, Refusal("Production", (NotificationsOptions)options));

    private static string? Refusal(string environment, NotificationsOptions options) =>
        new TransportRules(new Outgoing.Hosting(environment)).Validate(null, options).FailureMessage;
}
