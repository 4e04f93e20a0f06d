using System.Globalization;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>A message that was sent under a client id; without a mark where its content was erased since.</summary>
internal sealed record SentBefore(long Seq, string? Mark);

/// <summary>
/// The client ids of the newest messages. An id that is a UUIDv7 of a time since which all are here is known or new; about any other the log is asked,
/// because a client's clock is never trusted with more than that.
/// </summary>
internal sealed class ClientIds
{
    public const int Bound = 4_096;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(UserId By, string Id), SentBefore> sent = [];
    private readonly Queue<((UserId By, string Id) Key, DateTimeOffset At)> order = new();

    /// <summary>All messages sent after this time are here.</summary>
    public DateTimeOffset Since { get; set; }

    public SentBefore? Find(UserId by, string clientId) => sent.GetValueOrDefault((by, clientId));

    public bool IsCertain(string clientId) =>
        Since == DateTimeOffset.MinValue ||
        (Guid.TryParse(clientId, CultureInfo.InvariantCulture, out var id) && id.Version == 7 && TimeOf(id) > Since + Skew);

    public void Add(UserId by, string clientId, SentBefore message, DateTimeOffset at)
    {
        if (sent.TryAdd((by, clientId), message))
        {
            order.Enqueue(((by, clientId), at));
        }

        while (order.Count > Bound)
        {
            var (oldest, sentAt) = order.Dequeue();
            sent.Remove(oldest);
            Since = sentAt > Since ? sentAt : Since;
        }
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
