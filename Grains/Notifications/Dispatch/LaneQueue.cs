using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// What is open in one lane, as far as memory holds it: a window of the queue, the claims, and the tries that are due later. Whatever the queue's
/// length, what lies beyond <see cref="Scanned"/> is in the journal alone.
/// </summary>
internal sealed partial class LaneQueue
{
    public const int Window = 1_000;

    private readonly SortedDictionary<long, QueuedMessage> waiting = [];
    private readonly Dictionary<long, Claim> claims = [];
    private readonly RetrySet retries = new();
    private readonly HashSet<string> busy = [];

    /// <summary>Beyond <see cref="Scanned"/>, and known not to wait: ended, or to be tried again.</summary>
    private readonly HashSet<long> settled = [];

    /// <summary>The last queued entry that was looked at.</summary>
    public long Scanned { get; private set; }

    public long LastQueued { get; private set; }

    /// <summary>Messages that are neither done nor dead.</summary>
    public long Count { get; private set; }

    public int Claimed => claims.Count;

    public int Retrying => retries.Count;

    /// <summary>The next page should be read: the window runs low, and the journal has more.</summary>
    public bool WantsPage => Scanned < LastQueued && waiting.Count <= Window / 2;

    /// <summary>Whether a claim would find something, as far as can be told without reading.</summary>
    public bool HasReady(DateTimeOffset now) =>
        retries.NextDue <= now || Scanned < LastQueued || waiting.Values.Any(message => !busy.Contains(Recipient(message)));

    /// <summary>When something is due that is not due yet.</summary>
    public DateTimeOffset? NextDue => retries.NextDue;

    /// <summary>No entry before it belongs to an open message.</summary>
    public long OldestOpen => waiting.Keys.Concat(claims.Keys).Concat(retries.All.Select(retry => retry.Seq))
        .Append(Scanned < LastQueued ? Scanned + 1 : long.MaxValue).Min();

    /// <summary>Null when no sender has it.</summary>
    public Claim? FindClaim(long seq) => claims.GetValueOrDefault(seq);

    /// <summary>A message became durable in the journal; a page that was read meanwhile may hold it already.</summary>
    public void Queued(long seq, QueuedMessage message)
    {
        if (seq > Scanned && Scanned >= LastQueued && waiting.Count < Window)
        {
            waiting.Add(seq, message);
            Scanned = seq;
        }

        LastQueued = seq;
        Count++;
    }

    /// <summary>The next queued entries of the journal. One that was erased has no message.</summary>
    public void Read(IReadOnlyList<QueuedEntry> page)
    {
        foreach (var entry in page.Where(entry => entry.Seq > Scanned))
        {
            Scanned = entry.Seq;
            if (settled.Remove(entry.Seq))
            {
                highestTaken = entry.Seq;
            }
            else if (entry.Message is { } message)
            {
                waiting.Add(entry.Seq, message);
            }
        }
    }

    /// <summary>Claims from the window, in order; at most one message of each recipient is with a sender.</summary>
    public List<ClaimedMessage> Take(int most, DateTimeOffset now, ClaimTicket? ticket = null)
    {
        var taken = new List<ClaimedMessage>();
        if (most > 0)
        {
            // A later message of a recipient must not pass one that has to wait.
            foreach (var (seq, message) in waiting)
            {
                if (busy.Add(Recipient(message)))
                {
                    taken.Add(new ClaimedMessage(seq, message, 0));
                    if (taken.Count == most)
                    {
                        break;
                    }
                }
            }
        }

        foreach (var claim in taken)
        {
            LeaveWindow(claim.Claim);
            claims.Add(claim.Claim, new Claim(claim, now, ticket));
        }

        return taken;
    }

    /// <summary>What one claim was given and has not reported, in order.</summary>
    public IReadOnlyList<ClaimedMessage> HeldBy(Guid ticket) =>
        [.. claims.Values.Where(claim => claim.Ticket?.Id == ticket && !claim.IsReported).Select(claim => claim.Message).OrderBy(message => message.Claim)];

    /// <summary>Those whose time has come, the longest overdue first.</summary>
    public IReadOnlyList<OpenMessage> Due(DateTimeOffset now, int most) => retries.Due(now, most);

    /// <summary>Claims one of them, unless its recipient is being served.</summary>
    public ClaimedMessage? TakeRetry(OpenMessage retry, QueuedMessage message, DateTimeOffset now, ClaimTicket? ticket = null)
    {
        if (!retries.Contains(retry.Seq) || !busy.Add(Recipient(message)))
        {
            return null;
        }

        retries.Remove(retry.Seq);
        var claimed = new ClaimedMessage(retry.Seq, message, retry.Tries);
        claims.Add(retry.Seq, new Claim(claimed, now, ticket));
        return claimed;
    }

    /// <summary>The message ended: done or dead, or stopped and its entry erased.</summary>
    public void Ended(long seq, bool erased = false)
    {
        Leave(seq, erased);
        Count--;
    }

    /// <summary>The message is to be tried again.</summary>
    public void TryAgain(OpenMessage retry)
    {
        Leave(retry.Seq);
        retries.Add(retry);
    }

    /// <summary>The silos whose senders hold claims.</summary>
    public IEnumerable<SiloAddress> Senders => claims.Values.Select(claim => claim.Ticket?.Sender).OfType<SiloAddress>();

    /// <summary>Claims whose sender is gone, as far as nobody reported them: they are due again.</summary>
    public void Release(Func<Claim, bool> isGone, DateTimeOffset now)
    {
        foreach (var (seq, claim) in claims.Where(c => !c.Value.IsReported && isGone(c.Value)).ToList())
        {
            TryAgain(new OpenMessage(seq, now, claim.Message.Attempt));
        }
    }

    private void Leave(long seq, bool erased = false)
    {
        if (claims.Remove(seq, out var claim))
        {
            busy.Remove(Recipient(claim.Message.Message));
        }

        retries.Remove(seq);
        LeaveWindow(seq);
        if (seq > Scanned && !erased)
        {
            settled.Add(seq);
        }
    }

    private void LeaveWindow(long seq)
    {
        if (waiting.Remove(seq))
        {
            highestTaken = Math.Max(highestTaken, seq);
        }
    }

    /// <summary>Whose messages keep their order: devices of one person each their own.</summary>
    private static string Recipient(QueuedMessage message) => $"{message.Subscriber}/{message.Device}";

    internal sealed class Claim(ClaimedMessage message, DateTimeOffset at, ClaimTicket? ticket)
    {
        public ClaimTicket? Ticket => ticket;

        public ClaimedMessage Message => message;

        public DateTimeOffset At => at;

        /// <summary>A report is being written; a second one changes nothing.</summary>
        public bool IsReported { get; set; }
    }
}
