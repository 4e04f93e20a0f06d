namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>Messages that are to be tried at a time, in order of it.</summary>
internal sealed class RetrySet
{
    private static readonly Comparer<OpenMessage> ByDue = Comparer<OpenMessage>.Create(
        (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Seq.CompareTo(b.Seq));

    private readonly SortedSet<OpenMessage> order = new(ByDue);
    private readonly Dictionary<long, OpenMessage> bySeq = [];

    public int Count => bySeq.Count;

    public IEnumerable<OpenMessage> All => bySeq.Values;

    public DateTimeOffset? NextDue => order.Count == 0 ? null : order.Min.Due;

    public bool Contains(long seq) => bySeq.ContainsKey(seq);

    public void Add(OpenMessage retry)
    {
        Remove(retry.Seq);
        bySeq.Add(retry.Seq, retry);
        order.Add(retry);
    }

    public bool Remove(long seq) => bySeq.Remove(seq, out var retry) && order.Remove(retry);

    public IReadOnlyList<OpenMessage> Due(DateTimeOffset now, int most) => [.. order.TakeWhile(retry => retry.Due <= now).Take(most)];
}
