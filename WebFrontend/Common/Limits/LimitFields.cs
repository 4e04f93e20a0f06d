using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// The fields of the IETF draft on rate limits, as Lists of RFC 9651, and the older ones that many clients know; names and parameters are known
/// here alone.
/// </summary>
internal static class LimitFields
{
    public const string Policies = "RateLimit-Policy";
    public const string Limit = "RateLimit";

    private const long Nanosecond = 1_000_000_000;

    /// <summary>What a field says of one policy: names need no escaping.</summary>
    public static string PolicyItem(LimitPolicy policy) => policy.Algorithm == LimitAlgorithm.Concurrency
        ? string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};qu=\"concurrent-requests\"")
        : policy.Unit == LimitUnit.ContentBytes
            ? string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};qu=\"content-bytes\";w={Seconds(policy.PeriodNs)}")
            : string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};w={Seconds(policy.PeriodNs)}");

    /// <summary>Not on redirects and what shared caches keep, where the numbers of one caller would mislead others; nor over what a route says itself.</summary>
    public static bool Belong(HttpResponse response) =>
        response.StatusCode is < 300 or >= 400 && !response.Headers.ContainsKey(Policies)
        && !response.Headers.CacheControl.ToString().Contains("public", StringComparison.Ordinal);

    /// <param name="response">Whose fields are written.</param>
    /// <param name="use">What was taken, or refused.</param>
    /// <param name="legacy">Whether clients of the older fields are told too.</param>
    public static void Write(HttpResponse response, LimitUse use, bool legacy)
    {
        if (Scarcest(use.Units) is not { } scarcest)
        {
            return;
        }

        var headers = response.Headers;
        headers[Policies] = PolicyList(use.Units);
        headers[Limit] = LimitItem(scarcest);
        if (legacy)
        {
            var (policy, decision) = (scarcest.Policy, scarcest.Decision);
            headers["X-RateLimit-Limit"] = policy.Limit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = Remaining(scarcest).ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = ((decision.ResetAfter + Nanosecond - 1) / Nanosecond).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string LimitItem(UnitUse unit)
    {
        var decision = unit.Decision;
        var wait = decision.MoreAfter > 0 || !decision.Allowed ? Seconds(Wait(decision)) : 0;
        var remaining = Remaining(unit);
        if (unit.Terms.Shown is { } shown && shown.Remaining == remaining && shown.Wait == wait)
        {
            return shown.Item;
        }

        var item = wait > 0
            ? string.Create(CultureInfo.InvariantCulture, $"\"{unit.Policy.Name}\";r={remaining};t={wait}")
            : string.Create(CultureInfo.InvariantCulture, $"\"{unit.Policy.Name}\";r={remaining}");
        unit.Terms.Shown = new ShownLimit(remaining, wait, item);
        return item;
    }

    /// <summary>Never later than <c>Retry-After</c>.</summary>
    private static long Wait(LimitDecision decision) =>
        decision.Allowed ? decision.MoreAfter : decision.MoreAfter > 0 ? Math.Min(decision.MoreAfter, decision.RetryAfter) : decision.RetryAfter;

    /// <summary>A network's own number is not an address's, and would tell it about its neighbours.</summary>
    private static long Remaining(UnitUse unit) => unit.Terms.IsNetwork ? 0 : unit.Decision.Remaining;

    private static StringValues PolicyList(IReadOnlyList<UnitUse> units) => units is [{ IsEnforced: true } only]
        ? only.Terms.Item
        : string.Join(", ", units.Where(u => u.IsEnforced && !u.Terms.IsNetwork).Select(u => u.Terms.Item));

    /// <summary>Of the policies that refuse, else of all enforced ones, that with the smallest part left.</summary>
    private static UnitUse? Scarcest(IReadOnlyList<UnitUse> units)
    {
        UnitUse? scarcest = null;
        foreach (var unit in units)
        {
            if (unit.IsEnforced && (!unit.Terms.IsNetwork || unit.Violates) && (scarcest is null || IsScarcer(unit, scarcest)))
            {
                scarcest = unit;
            }
        }

        return scarcest;
    }

    private static bool IsScarcer(UnitUse unit, UnitUse than) => unit.Violates != than.Violates
        ? unit.Violates
        : (Int128)unit.Decision.Remaining * than.Policy.Limit < (Int128)than.Decision.Remaining * unit.Policy.Limit;

    private static long Seconds(long nanoseconds) => Math.Max(1, (nanoseconds + Nanosecond - 1) / Nanosecond);
}

/// <param name="Remaining">The units that are left.</param>
/// <param name="Wait">Seconds until there are more; 0 where nothing is spent.</param>
/// <param name="Item">What the field says then.</param>
internal sealed record ShownLimit(long Remaining, long Wait, string Item);
