using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OrleansBackends.Grains.Interfaces.Links.Rules;
using OrleansBackends.WebFrontend.Links.Rules;
using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.Tests.Links.Rules;

public sealed class RuleChoiceTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RuleVisitor Visitor = new()
    {
        Device = "mobile", Os = "android", Browser = "firefox", Languages = ["pt-br", "en"], At = Now,
        Query = new QueryCollection(new Dictionary<string, StringValues> { ["source"] = new(["mail", "print"]), ["empty"] = "" }),
    };

    [Theory]
    [InlineData(ConditionKind.Device, "mobile", true)]
    [InlineData(ConditionKind.Device, "desktop", false)]
    [InlineData(ConditionKind.Os, "android", true)]
    [InlineData(ConditionKind.Os, "ios", false)]
    [InlineData(ConditionKind.Browser, "firefox", true)]
    [InlineData(ConditionKind.Browser, "chrome", false)]
    [InlineData(ConditionKind.Language, "pt", true)]
    [InlineData(ConditionKind.Language, "pt-br", true)]
    [InlineData(ConditionKind.Language, "pt-pt", false)]
    [InlineData(ConditionKind.Language, "p", false)]
    [InlineData(ConditionKind.Language, "en", true)]
    [InlineData(ConditionKind.Before, "2027-03-01T12:00:00.001Z", true)]
    [InlineData(ConditionKind.Before, "2027-03-01T12:00:00.000Z", false)]
    [InlineData(ConditionKind.After, "2027-03-01T12:00:00.000Z", true)]
    [InlineData(ConditionKind.After, "2027-03-01T12:00:00.001Z", false)]
    public void A_condition_holds_or_not(ConditionKind kind, string value, bool holds) =>
        Assert.Equal(holds, Visitor.Meets(new RuleCondition { Kind = kind, Value = value }));

    [Theory]
    [InlineData("source", "mail", true)]
    [InlineData("source", "print", true)]
    [InlineData("source", "Mail", false)]
    [InlineData("empty", "", true)]
    [InlineData("missing", "", false)]
    public void A_query_parameter_has_the_value_or_not(string name, string value, bool holds) =>
        Assert.Equal(holds, Visitor.Meets(new RuleCondition { Kind = ConditionKind.Query, Name = name, Value = value }));

    [Fact]
    public void The_first_rule_whose_conditions_all_hold_is_taken()
    {
        var (yes, no) = (Device("mobile"), Device("desktop"));
        Assert.Equal("b", Choose(("a", [yes, no]), ("b", [yes, yes]), ("c", [yes]))?.Url);
        Assert.Equal("2", Choose(("a", [no]), ("b", [yes]))?.Rule);
        Assert.Null(Choose(("a", [no]), ("b", [no, yes])));
        Assert.Null(Choose());
    }

    [Theory]
    [InlineData("en;q=0.2, pt-BR;q=0.9", "pt-br,en")]
    [InlineData("DE, fr;q=0, es;q=nonsense, it;q=0.5", "de,it")]
    [InlineData("", "")]
    public void Accepted_languages_come_by_falling_weight(string header, string languages) =>
        Assert.Equal(languages, string.Join(',', Languages.Accepted(header)));

    private static RuleCondition Device(string value) => new() { Kind = ConditionKind.Device, Value = value };

    private static RuleChoice? Choose(params (string Url, RuleCondition[] When)[] rules) =>
        RuleChoice.Of([.. rules.Select(r => new RedirectRule { Url = r.Url, When = r.When })], Visitor);
}
