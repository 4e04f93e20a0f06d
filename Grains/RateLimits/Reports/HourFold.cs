using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>The counts of one hour in memory.</summary>
internal sealed class HourFold
{
    public const int Minutes = 60;
    public const string Other = "other";

    private readonly Dictionary<string, StoredUsage> policies;
    private readonly TopSubjects top;

    public HourFold(StoredHour stored)
    {
        Hour = stored.Hour;
        policies = stored.Policies.ToDictionary(p => p.Name);
        top = new TopSubjects(stored.Limited);
    }

    public DateTimeOffset Hour { get; }

    public IEnumerable<LimitedSubject> Limited => top.All;

    public bool IsEmpty => policies.Count == 0;

    public static HourFold Begin(DateTimeOffset now) => new(new StoredHour { Hour = HourOf(now) });

    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);

    public void Add(UsageDelta delta, int minute)
    {
        foreach (var used in delta.Policies)
        {
            var counts = CountsOf(used.Name);
            counts.Allowed[minute] += used.Allowed;
            counts.Denied[minute] += used.Denied;
            counts.ShadowDenied[minute] += used.ShadowDenied;
        }

        foreach (var limited in delta.Limited)
        {
            top.Add(limited);
        }
    }

    public void Forget(string subject) => top.Forget(subject);

    public StoredHour Store() => new() { Hour = Hour, Policies = [.. policies.Values], Limited = [.. top.All] };

    private StoredUsage CountsOf(string policy)
    {
        var name = policies.ContainsKey(policy) || policies.Count < ILimitReportGrain.MaxPolicies ? policy : Other;
        if (!policies.TryGetValue(name, out var counts))
        {
            policies[name] = counts = new StoredUsage(name, new long[Minutes], new long[Minutes], new long[Minutes]);
        }

        return counts;
    }
}
