using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Rules;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Grains.Links.Rules;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Tests.Links.Rules;

public sealed class RedirectRulesTests
{
    private readonly LinkGuard guard = new();

    [Theory]
    [InlineData(ConditionKind.Device, " Mobile ", "mobile")]
    [InlineData(ConditionKind.Device, "fridge", null)]
    [InlineData(ConditionKind.Os, "Windows", "windows")]
    [InlineData(ConditionKind.Browser, "", null)]
    [InlineData(ConditionKind.Language, "pt-BR", "pt-br")]
    [InlineData(ConditionKind.Language, "*", null)]
    [InlineData(ConditionKind.Before, "2027-03-01T13:00:00+01:00", "2027-03-01T12:00:00.000Z")]
    [InlineData(ConditionKind.After, "2027-03-01T12:00Z", "2027-03-01T12:00:00.000Z")]
    [InlineData(ConditionKind.After, "2027-03-01T12:00:00", null)]
    [InlineData(ConditionKind.After, "2027-13-01T12:00:00Z", null)]
    [InlineData(ConditionKind.After, "tomorrow", null)]
    public void A_condition_is_kept_in_one_form_or_refused(ConditionKind kind, string value, string? kept) =>
        Assert.Equal(kept, ConditionText.Normalise(new RuleCondition { Kind = kind, Value = value })?.Value);

    [Theory]
    [InlineData(ConditionKind.Query, "source", "Mail ", true)]
    [InlineData(ConditionKind.Query, "source", "", true)]
    [InlineData(ConditionKind.Query, null, "mail", false)]
    [InlineData(ConditionKind.Query, "", "mail", false)]
    [InlineData(ConditionKind.Query, "source", "a\u0000", false)]
    [InlineData(ConditionKind.Device, "source", "mobile", false)]
    public void Only_a_query_parameter_has_a_name(ConditionKind kind, string? name, string value, bool good) =>
        Assert.Equal(good ? value : null, ConditionText.Normalise(new RuleCondition { Kind = kind, Name = name, Value = value })?.Value);

    [Fact]
    public void A_rules_target_is_normalised_and_obeys_what_every_target_does()
    {
        guard.UseBans(["bad.example"]);
        Assert.Equal("https://m.example/", Accept(Rule("HTTPS://M.example:443")).Require().Single().Url);
        Assert.Equal(LinkErrors.SchemeNotAllowed with { Member = "rules[1].url" }, Accept(Rule("https://a.example/"), Rule("javascript:1")).Error);
        Assert.Equal(LinkErrors.HostBanned with { Member = "rules[0].url" }, Accept(Rule("https://bad.example/")).Error);
    }

    [Fact]
    public void Rules_and_conditions_are_bounded()
    {
        var rule = Rule("https://a.example/");
        Assert.Equal(20, Accept([.. Enumerable.Repeat(rule, 20)]).Require().Count);
        Assert.Equal("rule-invalid", Accept([.. Enumerable.Repeat(rule, 21)]).Error?.Code);
        Assert.Equal("rule-invalid", Accept(rule with { When = [] }).Error?.Code);
        Assert.True(Accept(rule with { When = [.. Enumerable.Repeat(rule.When[0], 5)] }).IsOk);
        Assert.Equal("rules[0].when", Accept(rule with { When = [.. Enumerable.Repeat(rule.When[0], 6)] }).Error?.Member);
        Assert.Equal("rule-invalid", Accept([.. Enumerable.Repeat(Rule($"https://a.example/{new string('x', 500)}"), 17)]).Error?.Code);
    }

    private static RedirectRule Rule(string url) => new() { Url = url, When = [new RuleCondition { Kind = ConditionKind.Device, Value = "mobile" }] };

    private Result<System.Collections.Immutable.ImmutableList<RedirectRule>> Accept(params IReadOnlyList<RedirectRule> rules) =>
        RedirectRules.Accept(rules, new TargetRules(Options.Create(new LinksOptions()), guard));
}
