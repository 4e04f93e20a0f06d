using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Tests.Notifications.Dispatch;

public sealed class LaneQueueTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly LaneQueue queue = new();
    private readonly List<QueuedMessage> journal = [];

    [Fact]
    public void Messages_leave_in_the_order_they_came()
    {
        Queue("a", "b", "c");
        Assert.Equal([1, 2], Take(2));
        Assert.Equal([3], Take(2));
        Assert.False(queue.HasReady(Now));
    }

    [Fact]
    public void A_recipient_gets_the_next_message_when_the_one_before_has_ended()
    {
        Queue("a", "a", "b", "a");
        Assert.Equal([1, 3], Take(10));
        queue.Ended(1);
        Assert.Equal([2], Take(10));
        queue.TryAgain(new OpenMessage(2, Now.AddMinutes(1), 1));
        Assert.Equal([4], Take(10));
    }

    [Fact]
    public void Memory_holds_a_window_whatever_the_length()
    {
        Queue([.. Enumerable.Range(0, 5_000).Select(i => $"s{i}")]);
        Assert.Equal(1_000, Take(5_000).Count);
        Assert.Equal(5_000, queue.Count);
        Assert.True(queue.WantsPage);
        Read(500);
        Assert.Equal(1_001, Take(1).Single());
    }

    [Fact]
    public void What_comes_while_the_journal_has_more_waits_behind_it()
    {
        Queue([.. Enumerable.Range(0, 1_001).Select(i => $"s{i}")]);
        Take(1_000);
        Queue("late");
        Assert.Empty(Take(10));
        Read(500);
        Assert.Equal([1_001, 1_002], Take(10));
    }

    [Fact]
    public void A_page_may_hold_what_was_not_folded_yet()
    {
        Queue([.. Enumerable.Range(0, 1_001).Select(i => $"s{i}")]);
        Take(1_000);
        journal.Add(NewMessages.Of("app", "late", Now));
        Read(500);
        queue.Queued(journal.Count, journal[^1]);
        Assert.Equal([1_001, 1_002], Take(10));
        Assert.Equal(1_002, queue.Count);
    }

    [Fact]
    public void Retries_come_when_due_the_longest_overdue_first()
    {
        Queue("a", "b");
        Take(2);
        queue.TryAgain(new OpenMessage(1, Now.AddSeconds(20), 1));
        queue.TryAgain(new OpenMessage(2, Now.AddSeconds(10), 3));
        Assert.Empty(queue.Due(Now.AddSeconds(9), 10));
        Assert.Equal(Now.AddSeconds(10), queue.NextDue);
        Assert.Equal([2, 1], queue.Due(Now.AddSeconds(20), 10).Select(retry => retry.Seq));
        Assert.Equal(3, queue.TakeRetry(queue.Due(Now.AddSeconds(20), 1)[0], journal[1], Now)!.Attempt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_restart_at_any_moment_finds_what_is_open_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var entries = new List<FoldedEntry>();
        var snapshot = new LaneSnapshot();
        var ended = new HashSet<long>();
        for (var step = 0; step < 400; step++)
        {
            switch (random.Next(5))
            {
                case 0:
                    var seq = entries.Count + 1L;
                    var message = NewMessages.Of("app", $"s{random.Next(20)}", Now);
                    queue.Queued(seq, message);
                    journal.AddRange(Enumerable.Repeat(message, entries.Count - journal.Count + 1));
                    entries.Add(new FoldedEntry(seq, LogKinds.Queued, null, false, null, null));
                    break;
                case 1:
                    Take(random.Next(4)).ForEach(_ => { });
                    break;
                case 2 when queue.Due(Now, 1) is [var retry]:
                    queue.TakeRetry(retry, journal[(int)retry.Seq - 1], Now);
                    break;
                case 3 when Claims().ToList() is { Count: > 0 } claims:
                    var of = claims[random.Next(claims.Count)];
                    if (random.Next(3) == 0)
                    {
                        queue.TryAgain(new OpenMessage(of, Now, 1));
                        entries.Add(new FoldedEntry(entries.Count + 1, LogKinds.Attempt, of, false, 1, Now));
                    }
                    else
                    {
                        queue.Ended(of);
                        ended.Add(of);
                        entries.Add(new FoldedEntry(entries.Count + 1, LogKinds.Done, of, false, 1, null));
                    }

                    break;
                case 4 when random.Next(4) == 0:
                    snapshot = DocumentJson.Read<LaneSnapshot>(DocumentJson.Write(queue.ToSnapshot(entries.Count)));
                    break;
            }
        }

        var next = Restart(snapshot, entries);
        var open = entries.Where(entry => entry.Kind == LogKinds.Queued).Select(entry => entry.Seq).Except(ended).ToList();
        Assert.Equal(open.Count, next.Count);
        Assert.Equal(open, Drain(next).Order());
    }

    private IEnumerable<long> Claims() => Enumerable.Range(1, journal.Count).Select(i => (long)i).Where(seq => queue.FindClaim(seq) is not null);

    private LaneQueue Restart(LaneSnapshot snapshot, List<FoldedEntry> entries)
    {
        var next = new LaneQueue();
        next.Restore(snapshot);
        foreach (var entry in entries.Skip((int)snapshot.Folded))
        {
            next.Fold(entry);
        }

        next.PutBack([.. next.Untried.Select(seq => new QueuedEntry(seq, journal[(int)seq - 1]))]);
        var queued = entries.Where(entry => entry.Kind == LogKinds.Queued).Select(entry => new QueuedEntry(entry.Seq, journal[(int)entry.Seq - 1]));
        next.Read([.. queued.Where(entry => entry.Seq > next.Scanned)]);
        Assert.False(next.IsCatchingUp);
        return next;
    }

    private List<long> Drain(LaneQueue next)
    {
        var all = new List<long>();
        while (next.Count > 0)
        {
            var taken = next.Take(100, Now).Select(claim => claim.Claim).ToList();
            taken.AddRange(next.Due(Now, 100).Where(retry => next.TakeRetry(retry, journal[(int)retry.Seq - 1], Now) is not null).Select(retry => retry.Seq));
            Assert.NotEmpty(taken);
            taken.ForEach(seq => next.Ended(seq));
            all.AddRange(taken);
        }

        return all;
    }

    private void Queue(params IEnumerable<string> subscribers)
    {
        foreach (var subscriber in subscribers)
        {
            journal.Add(NewMessages.Of("app", subscriber, Now));
            queue.Queued(journal.Count, journal[^1]);
        }
    }

    private void Read(int count) =>
        queue.Read([.. journal.Select((message, i) => new QueuedEntry(i + 1, message)).Where(entry => entry.Seq > queue.Scanned).Take(count)]);

    private List<long> Take(int most) => [.. queue.Take(most, Now).Select(claim => claim.Claim)];
}
