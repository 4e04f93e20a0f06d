using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Rules;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Grains.Links.Rules;

/// <summary>Which redirect rules a link may have. A rule's target obeys what every target does.</summary>
internal static class RedirectRules
{
    public static Result<ImmutableList<RedirectRule>> Accept(IReadOnlyList<RedirectRule> given, TargetRules targets)
    {
        if (given.Count > LinkLimits.Rules || given.Sum(Length) > LinkLimits.RulesText)
        {
            return LinkErrors.RuleInvalid;
        }

        var rules = ImmutableList.CreateBuilder<RedirectRule>();
        foreach (var (index, rule) in given.Index())
        {
            var url = targets.Accept(rule.Url);
            if (!url.IsOk)
            {
                return url.Error with { Member = $"rules[{index}].url" };
            }

            var conditions = rule.When.Select(ConditionText.Normalise).OfType<RuleCondition>().ToImmutableList();
            if (rule.When.Count is 0 or > LinkLimits.Conditions || conditions.Count != rule.When.Count)
            {
                return LinkErrors.RuleInvalid with { Member = $"rules[{index}].when" };
            }

            rules.Add(new RedirectRule { Url = url.Value.Text, When = conditions });
        }

        return rules.ToImmutable();
    }

    private static int Length(RedirectRule rule) => rule.Url.Length + rule.When.Sum(c => c.Value.Length + (c.Name?.Length ?? 0));
}
