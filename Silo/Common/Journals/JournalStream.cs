namespace OrleansBackends.Silo.Common.Journals;

/// <summary>An owner's handle; used on the owner's turns only, ended by the writer.</summary>
internal sealed class JournalStream(JournalWriter writer, IGrainBase owner, StreamName name, long lastSeq) : IJournalStream
{
    private readonly JournalLane lane = writer.LaneOf(name.ToString());
    private volatile Exception? death;

    public StreamName Name => name;

    /// <summary>The stream as it stands in the table.</summary>
    public string Key { get; } = name.ToString();

    public long LastSeq { get; private set; } = lastSeq;

    public bool IsDead => death is not null;

    public Task<long> Append(params IReadOnlyList<NewEntry> entries) => AppendAndErase(entries, []);

    public Task<long> AppendAndErase(IReadOnlyList<NewEntry> entries, IReadOnlyList<long> erase)
    {
        if (IsDead)
        {
            return Task.FromException<long>(Lost());
        }

        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        var append = new PendingAppend(this, LastSeq + 1, writer.Now, entries, erase);
        LastSeq = append.Last;
        return lane.Enqueue(append);
    }

    public Task TrimBefore(long seq, string? keep = null) => IsDead ? Task.FromException(Lost()) : writer.Trim(this, seq, keep);

    /// <summary>What every call after the end gets; it carries the reason, so that a database that is away is seen as such.</summary>
    public JournalOwnershipLostException Lost() =>
        death is JournalOwnershipLostException
            ? new JournalOwnershipLostException(death.Message)
            : new JournalOwnershipLostException($"An earlier append to {Key} failed.", death!);

    public void Die(Exception reason)
    {
        if (!IsDead)
        {
            death = reason;
            owner.DeactivateOnIdle();
        }
    }
}
