using System.Globalization;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The fields of the IETF draft on rate limits; their names and parameters are known here alone.</summary>
internal static class LimitFields
{
    private const long Nanosecond = 1_000_000_000;

    /// <summary>Not on redirects and what shared caches keep, where the numbers of one caller would mislead others.</summary>
    public static void Write(HttpResponse response, LimitPolicy policy, LimitDecision decision)
    {
        if (response.StatusCode is >= 300 and < 400 || response.Headers.CacheControl.ToString().Contains("public", StringComparison.Ordinal))
        {
            return;
        }

        response.Headers["RateLimit-Policy"] = policy.Algorithm == LimitAlgorithm.Concurrency
            ? string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};qu=\"concurrent-requests\"")
            : string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";q={policy.Limit};w={Seconds(policy.Period.Ticks * 100)}");
        response.Headers["RateLimit"] = decision.MoreAfter > 0
            ? string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";r={decision.Remaining};t={Seconds(decision.MoreAfter)}")
            : string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";r={decision.Remaining}");
    }

    private static long Seconds(long nanoseconds) => Math.Max(1, (nanoseconds + Nanosecond - 1) / Nanosecond);
}
