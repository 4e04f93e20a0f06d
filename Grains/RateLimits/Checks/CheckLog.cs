using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>A check that named an id, with its first answer and what was given back of each part since.</summary>
internal sealed record KeptCheck(string Id, TakeAnswer Answer, long[] Costs, long[] Refunded)
{
    public int PartOf(string policy)
    {
        for (var i = 0; i < Answer.Answers.Count; i++)
        {
            if (Answer.Answers[i].Decision.Policy == policy)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What a part took: nothing when it was refused, also by itself in shadow mode, or off.</summary>
    public long TakenBy(int part) =>
        Answer.Allowed && Answer.Answers[part] is { Mode: not LimitMode.Off, Decision.Allowed: true } ? Costs[part] : 0;
}

/// <summary>The last checks that named an id, oldest first.</summary>
internal sealed class CheckLog
{
    private readonly OrderedDictionary<string, KeptCheck> kept = [];

    public IEnumerable<KeptCheck> All => kept.Values;

    public KeptCheck? Find(string id) => kept.GetValueOrDefault(id);

    public void Add(KeptCheck check)
    {
        if (kept.Count >= ILimiterGrain.MaxCheckIds)
        {
            kept.RemoveAt(0);
        }

        kept[check.Id] = check;
    }

    public void Remove(string id) => kept.Remove(id);

    public void Clear() => kept.Clear();
}
