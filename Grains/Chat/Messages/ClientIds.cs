using System.Globalization;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>A message that was sent under a client id; without a mark where its content was erased since.</summary>
internal sealed record SentBefore(long Seq, string? Mark);

/// <summary>
/// The client ids of the newest messages, and the hashes of those of the last minutes. An id that is a UUIDv7 of a time since which all are here is
/// known or new; about any other the log is asked, because a client's clock is never trusted with more than that.
/// </summary>
internal sealed class ClientIds
{
    public const int Bound = 4_096;

    private const int MostHashes = 500_000;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Generation = Skew * 2;

    private readonly Dictionary<(UserId By, string Id), SentBefore> sent = [];
    private readonly Queue<(UserId By, string Id)> order = new();
    private (HashSet<long> Hashes, DateTimeOffset From) young = ([], DateTimeOffset.MinValue);
    private (HashSet<long> Hashes, DateTimeOffset From) old = ([], DateTimeOffset.MinValue);

    /// <summary>All messages sent after this time are here.</summary>
    public DateTimeOffset Since { get; set; }

    public SentBefore? Find(UserId by, string clientId) => sent.GetValueOrDefault((by, clientId));

    /// <summary>Whether what is here tells if the id was used; else the log knows.</summary>
    public bool IsCertain(UserId by, string clientId) =>
        (Since == DateTimeOffset.MinValue
            || (Guid.TryParse(clientId, CultureInfo.InvariantCulture, out var id) && id.Version == 7 && TimeOf(id) > Since + Skew))
        && (sent.ContainsKey((by, clientId)) || !MayBeOlder(HashOf(by, clientId)));

    public void Add(UserId by, string clientId, SentBefore message, DateTimeOffset at)
    {
        Remember(HashOf(by, clientId), at);
        if (sent.TryAdd((by, clientId), message))
        {
            order.Enqueue((by, clientId));
        }

        while (order.Count > Bound)
        {
            sent.Remove(order.Dequeue());
        }
    }

    private static long HashOf(UserId by, string clientId) =>
        ((long)HashCode.Combine(by, clientId) << 32) | (uint)HashCode.Combine(clientId, by, nameof(ClientIds));

    private bool MayBeOlder(long hash) => young.Hashes.Contains(hash) || old.Hashes.Contains(hash);

    private void Remember(long hash, DateTimeOffset at)
    {
        if (young.Hashes.Count >= MostHashes || at - young.From >= Generation)
        {
            // What is dropped was sent before the generation that is the old one now began.
            Since = old.Hashes.Count > 0 && young.From > Since ? young.From : Since;
            (old, young) = (young, ([], at));
        }

        young.Hashes.Add(hash);
    }

    private static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var b in bytes[..6])
        {
            milliseconds = (milliseconds << 8) | b;
        }

        const long Last = 253_402_300_799_999;
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, Last));
    }
}
