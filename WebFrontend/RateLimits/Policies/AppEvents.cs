using System.Text.Json;

namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>What an application tells the frontends that use it: that it has changed, and which subjects were put back to full.</summary>
internal static class AppEvents
{
    public const string Reset = "reset";

    public static IEnumerable<LimitSubject> ResetSubjects(LiveBatch batch) =>
        batch.Events.Where(e => e.Name == Reset).Select(e => LimitSubject.Of(JsonSerializer.Deserialize<ResetSubject>(e.Data, WireJson.Options)!.Subject));

    private sealed record ResetSubject(string Subject);
}
