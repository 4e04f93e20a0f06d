using Microsoft.Extensions.DependencyInjection;

namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class SequencerTests(ClusterFixture cluster) : IDisposable
{
    private readonly string key = $"testpurse:{Guid.NewGuid():D}";
    private readonly Observer observer = new(cluster.Grains);

    private IPurseGrain Purse => cluster.Grains.GetGrain<IPurseGrain>(key);

    private IJournal Journal => cluster.Services.GetRequiredService<IJournal>();

    public void Dispose() => observer.Dispose();

    [Fact]
    public async Task Concurrent_calls_are_each_decided_once_and_all_are_stored()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Purse.Change(1)));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), answers.Select(a => a.Require()).Order());
        await cluster.DeactivateAsync(Purse);
        Assert.Equal(200, await Purse.Show());
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), (await Journal.Read(PurseGrain.Stream(key), 0, 1000)).Select(e => e.Seq));
    }

    [Fact]
    public async Task Never_more_is_taken_than_there_is()
    {
        await Purse.Change(50);
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Purse.Change(-1)));
        Assert.Equal(50, answers.Count(a => a.IsOk));
        await cluster.DeactivateAsync(Purse);
        Assert.Equal(0, await Purse.Show());
    }

    [Fact]
    public async Task After_a_failed_append_neither_answer_nor_refusal_leaves_the_grain()
    {
        await Purse.Change(10);
        await Steal(7);
        Assert.Equal([nameof(JournalOwnershipLostException), nameof(JournalOwnershipLostException)], await Purse.ChangeTwice(-10, -10));
    }

    [Fact]
    public async Task After_a_failed_append_the_next_activation_goes_on_from_what_is_stored()
    {
        await Purse.Change(10);
        await Steal(7);
        await cluster.EndsAsync(Purse, () => Assert.ThrowsAsync<JournalOwnershipLostException>(() => Purse.Change(-10)));
        Assert.Equal(17, await Purse.Show());
        Assert.Equal(16, (await Purse.Change(-1)).Require());
    }

    [Fact]
    public async Task A_refusal_that_rests_on_a_pending_entry_comes_after_it()
    {
        await Purse.Change(10);
        Assert.Equal(["0", "empty"], await Purse.ChangeTwice(-10, -10));
    }

    [Fact]
    public async Task Positions_of_a_feed_over_a_journal_outlive_the_activation()
    {
        await Purse.Change(10);
        var start = await Purse.Watch(observer.Reference, null);
        await cluster.DeactivateAsync(Purse);
        var again = await Purse.Watch(observer.Reference, start.Position);
        Assert.Equal((false, start.Position), (again.Reset, again.Position));
        Assert.Empty(again.Events);
    }

    [Fact]
    public async Task One_who_missed_events_of_a_former_activation_is_given_the_whole()
    {
        await Purse.Change(10);
        var start = await Purse.Watch(observer.Reference, null);
        await Purse.Change(5);
        await cluster.DeactivateAsync(Purse);
        var again = await Purse.Watch(observer.Reference, start.Position);
        Assert.Equal((true, "15"), (again.Reset, Assert.Single(again.Events).Data));
    }

    [Fact]
    public async Task A_change_that_was_not_stored_is_not_announced()
    {
        await Purse.Change(10);
        await Purse.Watch(observer.Reference, null);
        await Steal(7);
        await cluster.EndsAsync(Purse, () => Assert.ThrowsAsync<JournalOwnershipLostException>(() => Purse.Change(1)));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(17, await Purse.Show());
        Assert.Empty(observer.Batches);
    }

    /// <summary>Appends as a second activation would that believes to own the stream.</summary>
    private async Task Steal(long amount) =>
        await (await Journal.Open(new Nobody(), PurseGrain.Stream(key))).Append(NewEntry.Of("changed", amount));

    private sealed class Nobody : IGrainBase
    {
        public IGrainContext GrainContext => throw new NotSupportedException();
    }
}
