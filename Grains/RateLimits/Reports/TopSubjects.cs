using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>
/// The subjects refused most, as a space-saving sketch: a newcomer takes the place of the least and its count, which is then the most by which its
/// own may be too high.
/// </summary>
internal sealed class TopSubjects(IEnumerable<LimitedSubject> begin)
{
    private readonly Dictionary<(string Subject, string Policy), LimitedSubject> subjects = begin.ToDictionary(s => (s.Subject, s.Policy));

    public IEnumerable<LimitedSubject> All => subjects.Values.OrderByDescending(s => s.Denied).ThenBy(s => s.Subject, StringComparer.Ordinal);

    public void Add(LimitedSubject more)
    {
        if (subjects.TryGetValue((more.Subject, more.Policy), out var known))
        {
            subjects[(more.Subject, more.Policy)] = known with { Denied = known.Denied + more.Denied, Error = known.Error + more.Error };
            return;
        }

        var least = 0L;
        if (subjects.Count >= ILimitReportGrain.MaxLimited)
        {
            var smallest = subjects.Values.MinBy(s => s.Denied)!;
            subjects.Remove((smallest.Subject, smallest.Policy));
            least = smallest.Denied;
        }

        subjects[(more.Subject, more.Policy)] = more with { Denied = more.Denied + least, Error = more.Error + least };
    }

    public void Forget(string subject)
    {
        foreach (var key in subjects.Keys.Where(k => k.Subject == subject).ToList())
        {
            subjects.Remove(key);
        }
    }
}
