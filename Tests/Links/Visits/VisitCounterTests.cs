using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Visits;

namespace OrleansBackends.Tests.Links.Visits;

public sealed class VisitCounterTests
{
    [Fact]
    public async Task A_claim_binds_the_next_at_once_and_is_shown_when_it_is_durable()
    {
        var stream = new HeldStream();
        var counter = new VisitCounter(stream, () => new LinkState());
        var claim = counter.TryClaim(1);
        Assert.Equal((1, 0), (counter.Claimed, counter.Used));
        var refused = counter.TryClaim(1);
        Assert.False(refused.IsCompleted);

        stream.Durable.SetResult(1);
        Assert.True(await claim);
        Assert.False(await refused);
        Assert.Equal((1, 1), (counter.Claimed, counter.Used));
    }

    [Fact]
    public async Task A_claim_that_was_not_stored_is_never_shown()
    {
        var stream = new HeldStream();
        var counter = new VisitCounter(stream, () => new LinkState());
        var claim = counter.TryClaim(1);
        stream.Durable.SetException(new JournalOwnershipLostException("test"));
        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => claim);
        Assert.Equal(0, counter.Used);
    }

    /// <summary>A stream whose appends become durable when the test says so.</summary>
    private sealed class HeldStream : IJournalStream
    {
        public TaskCompletionSource<long> Durable { get; } = new();

        public StreamName Name { get; } = VisitCounter.Stream("held");

        public long LastSeq { get; private set; }

        public Task<long> Append(params IReadOnlyList<NewEntry> entries)
        {
            LastSeq += entries.Count;
            return Durable.Task;
        }

        public Task<long> AppendAndErase(IReadOnlyList<NewEntry> entries, IReadOnlyList<long> erase) => Append(entries);

        public Task TrimBefore(long seq, string? keep = null) => Task.CompletedTask;
    }
}
