using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.WebFrontend.Links.Rules;

/// <summary>The rule that a visitor met, by its place in the list from 1, and where it leads.</summary>
internal sealed record RuleChoice(string Rule, string Url)
{
    /// <summary>The first rule whose conditions all hold; null where none does, at no cost where there are none.</summary>
    public static RuleChoice? Of(IReadOnlyList<RedirectRule> rules, HttpRequest request, DateTimeOffset now) =>
        rules.Count == 0 ? null : Of(rules, RuleVisitor.Of(request, now));

    public static RuleChoice? Of(IReadOnlyList<RedirectRule> rules, RuleVisitor visitor)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].When.All(visitor.Meets))
            {
                return new RuleChoice((i + 1).ToString(CultureInfo.InvariantCulture), rules[i].Url);
            }
        }

        return null;
    }
}
