namespace OrleansBackends.Grains.Common;

/// <summary>The name of a stream, <c>&lt;slice&gt;-&lt;what&gt;:&lt;id&gt;</c>. The slice is kebab-case and also the partition of the table.</summary>
public sealed record StreamName(string Slice, string What, string Id)
{
    public override string ToString() => $"{Slice}-{What}:{Id}";
}

/// <summary>An entry to append; <paramref name="Data"/> is JSON text, and <paramref name="At"/> the time it tells, null for that of the append.</summary>
public sealed record NewEntry(string Kind, string Data, DateTimeOffset? At = null)
{
    public static NewEntry Of<T>(string kind, T data) => new(kind, DocumentJson.Write(data));
}

/// <summary>A durable entry. <paramref name="Data"/> is empty JSON (<c>{}</c>) after an erasure.</summary>
public sealed record JournalEntry(long Seq, DateTimeOffset At, string Kind, string Data)
{
    public T Read<T>() => DocumentJson.Read<T>(Data);
}

/// <summary>
/// Append-only streams, each owned by one grain. An append is durable when answered, numbered without gaps from 1, and fenced by the primary key:
/// where two activations own one stream, the later append of the stale one fails and leaves nothing.
/// </summary>
public interface IJournal
{
    /// <summary>Reads the stream's last number and hands out the handle through which its owner appends.</summary>
    Task<IJournalStream> Open(IGrainBase owner, StreamName name);

    /// <summary>The same for a stream to which nobody has written yet, without asking. Were there an entry, the first append would fail.</summary>
    IJournalStream OpenNew(IGrainBase owner, StreamName name);

    /// <summary>Entries with a number above <paramref name="after"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalEntry>> Read(StreamName name, long after, int limit);

    /// <summary>Entries with a number below <paramref name="before"/>, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadBack(StreamName name, long before, int limit);
}

/// <summary>
/// An owner's handle. After a failed append, whatever its reason, the handle is dead: every later call fails with
/// <see cref="JournalOwnershipLostException"/> without touching the database, and the owner is deactivated.
/// </summary>
public interface IJournalStream
{
    StreamName Name { get; }

    /// <summary>The number of the last entry handed to the writer; after an answered append also durable.</summary>
    long LastSeq { get; }

    /// <summary>Numbers the entries at once and answers the last number when all of them are durable. One call is in or out as a whole.</summary>
    Task<long> Append(params IReadOnlyList<NewEntry> entries);

    /// <summary>The same, and empties the data of the named older entries in the same transaction.</summary>
    Task<long> AppendAndErase(IReadOnlyList<NewEntry> entries, IReadOnlyList<long> erase);

    /// <summary>
    /// Deletes entries below <paramref name="seq"/>, except those of the kind <paramref name="keep"/>; the last entry always stays, so numbers are never
    /// given twice.
    /// </summary>
    Task TrimBefore(long seq, string? keep = null);
}

/// <summary>Another activation owns the stream, or an earlier append of this handle had an unknown outcome.</summary>
[GenerateSerializer, Alias("common.journal-ownership-lost")]
public sealed class JournalOwnershipLostException : Exception
{
    public JournalOwnershipLostException()
    {
    }

    public JournalOwnershipLostException(string message)
        : base(message)
    {
    }

    public JournalOwnershipLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
