using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("payload.total > 100", true)]
    [InlineData("payload.total > 100 and inbox.read == false", false)]
    [InlineData("payload.total > 500 or inbox.read", true)]
    [InlineData("subscriber.data.plan == 'pro'", true)]
    [InlineData("payload.tags contains 'urgent'", true)]
    [InlineData("payload.nothing.of.this", false)]
    [InlineData("payload.total == '120'", false)]
    [InlineData("payload.total", true)]
    public void A_condition_sees_payload_subscriber_and_inbox(string when, bool expected)
    {
        Assert.True(Condition.TryParse(when, out var condition, out _));
        var scope = TemplateUnderTest.Scope("""{"total":120,"tags":["urgent"]}""", """{"data":{"plan":"pro"}}""", """{"inbox":{"read":true}}""");
        Assert.Equal(expected, condition.Holds(scope));
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload.total >")]
    [InlineData("payload.total > 1 %}{% if true")]
    [InlineData("a == b c")]
    public void What_is_no_condition_is_refused(string when) => Assert.False(Condition.TryParse(when, out _, out _));

    [Fact]
    public void A_condition_has_at_most_500_characters() => Assert.False(Condition.TryParse($"a == '{new string('x', 500)}'", out _, out _));
}
