using System.Diagnostics.Metrics;

namespace OrleansBackends.WebFrontend.Common;

internal static class LimitAnswers
{
    private static readonly Counter<long> Denied =
        Telemetry.Meter.CreateCounter<long>("limits.denied", description: "Requests refused by a policy.");

    public static Task Refuse(HttpContext context, LimitPolicy policy, LimitDecision decision)
    {
        Denied.Add(1, new KeyValuePair<string, object?>("policy", policy.Name));
        LimitFields.Write(context.Response, policy, decision);
        return decision.Refusal!.ToProblem().ExecuteAsync(context);
    }
}
