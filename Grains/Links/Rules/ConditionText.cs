using System.Globalization;
using System.Text.RegularExpressions;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.Grains.Links.Rules;

/// <summary>Conditions in the one form in which visitors are compared with them.</summary>
internal static partial class ConditionText
{
    /// <summary>The condition in normal form, or null when it makes no sense.</summary>
    public static RuleCondition? Normalise(RuleCondition given)
    {
        if (given.Value.Length > LinkLimits.ConditionValue || given.Value.Any(char.IsControl) || (given.Kind is ConditionKind.Query) == (given.Name is null))
        {
            return null;
        }

        var folded = given.Value.Trim().ToLowerInvariant();
        var value = given.Kind switch
        {
            ConditionKind.Device => folded is "mobile" or "tablet" or "desktop" or "bot" ? folded : null,
            ConditionKind.Os or ConditionKind.Browser => folded.Length > 0 ? folded : null,
            ConditionKind.Language => Language().IsMatch(folded) ? folded : null,
            ConditionKind.Before or ConditionKind.After => Instant(given.Value),
            ConditionKind.Query => given.Name!.Length is > 0 and <= LinkLimits.ConditionName && !given.Name.Any(char.IsControl) ? given.Value : null,
            _ => null,
        };
        return value is null ? null : given with { Value = value };
    }

    private static string? Instant(string text) =>
        InstantForm().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at.ToUniversalTime().ToMilliseconds().ToText() : null;

    [GeneratedRegex(@"\A[a-z]{1,8}(-[a-z0-9]{1,8}){0,4}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex InstantForm();
}
