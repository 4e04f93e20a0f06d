using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Tests.Notifications.Triggers;

public sealed class TriggerRulesTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly NewTrigger Good = NotifyData.Trigger("order-shipped", "anna");

    public static TheoryData<string, NewTrigger> Wrong => new()
    {
        { "name", Good with { Name = "No Key" } },
        { "to", Good with { To = [] } },
        { "to", Good with { Topic = "deals" } },
        { "to", NotifyData.Trigger("order-shipped", [.. Enumerable.Range(0, 101).Select(n => $"s{n}")]) },
        { "payload", Good with { Payload = "[1]" } },
        { "payload", Good with { Payload = "{" } },
        { "payload", Good with { Payload = $$"""{"a":"{{new string('x', 64 * 1024)}}"}""" } },
        { "sendAt", Good with { SendAt = Now.AddDays(366) } },
        { "expiresAt", Good with { ExpiresAt = Now } },
        { "expiresAt", Good with { SendAt = Now.AddHours(2), ExpiresAt = Now.AddHours(1) } },
        { "replyTo", Good with { ReplyTo = "nobody" } },
        { "attachments", Good with { Attachments = [.. Enumerable.Repeat(new TriggerAttachment("a.ics", "text/calendar", "x"), 6)] } },
        { "attachments", Good with { Attachments = [new("a.ics", "text/calendar", new string('x', (64 * 1024) + 1))] } },
        { "attachments", Good with { Attachments = [new("a\r\nb.ics", "text/calendar", "x")] } },
        { "attachments", Good with { Attachments = [new("a.exe", "application/octet-stream", "x")] } },
        { "to[0].subscriberId", Good with { To = [new() { SubscriberId = "no id" }] } },
        { "to[0].timeZone", Good with { To = [Good.To[0] with { TimeZone = "Mars/Base" }] } },
        { "to[0].data", Good with { To = [Good.To[0] with { Data = $$"""{"a":"{{new string('x', 512)}}"}""" }] } },
        { "to[0].email", Good with { To = [Good.To[0] with { Email = "nobody" }] } },
        { "to[0].phone", Good with { To = [Good.To[0] with { Phone = "030123" }] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_trigger_is_refused_with_the_member(string member, NewTrigger trigger) =>
        Assert.Equal(member, TriggerRules.Refuse("tx-1", trigger, Now)?.Member);

    [Fact]
    public void A_good_trigger_is_accepted() => Assert.Null(TriggerRules.Refuse("tx-1", Good, Now));

    [Fact]
    public void One_bad_address_among_others_does_not_stop_them() =>
        Assert.Null(TriggerRules.Refuse("tx-1", Good with { To = [Good.To[0], new() { SubscriberId = "bert", Email = "nobody" }] }, Now));

    [Theory]
    [InlineData("")]
    [InlineData("white space")]
    [InlineData("slash/")]
    public void A_transaction_is_named_by_plain_characters(string id) => Assert.Equal("transactionId", TriggerRules.Refuse(id, Good, Now)?.Member);
}
