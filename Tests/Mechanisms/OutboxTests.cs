using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class OutboxTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan OneLook = SweeperGrain.Period * 3;

    private readonly string debtorKey = $"testdebt:{Guid.NewGuid():D}";
    private readonly string receiverKey = $"testdebt:{Guid.NewGuid():D}";
    private readonly ConcurrentQueue<string> arrivals = new();

    private IDebtGrain Debtor => cluster.Grains.GetGrain<IDebtGrain>(debtorKey);

    private IDebtGrain Receiver => cluster.Grains.GetGrain<IDebtGrain>(receiverKey);

    public void Dispose()
    {
        DebtGrain.BeforeReceiving.TryRemove(receiverKey, out _);
        DebtGrain.CannotBeWoken.TryRemove(debtorKey, out _);
    }

    [Fact]
    public async Task What_is_owed_arrives_in_order_and_is_owed_no_more()
    {
        await Debtor.Owe(receiverKey, "a", "b", "c");
        await NothingOwed(Debtor);
        Assert.Equal(["a", "b", "c"], await Receiver.Received());
    }

    [Fact]
    public async Task A_receiver_that_was_down_is_met_again_by_the_sweeper()
    {
        var up = false;
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        BeforeReceiving(_ =>
        {
            refused.TrySetResult();
            return up ? Task.CompletedTask : throw new InvalidOperationException("down");
        });
        await Debtor.Owe(receiverKey, "a", "b");
        await TestTime.Soon(refused.Task, "the first attempt");
        Assert.Equal(2, await Debtor.Owed());
        up = true;
        await Swept(Debtor);
        Assert.Equal(["a", "b"], await Receiver.Received());
    }

    [Fact]
    public async Task What_was_delivered_before_a_fault_is_owed_no_more()
    {
        BeforeReceiving(_ => arrivals.Count == 2 ? throw new InvalidOperationException("down") : Task.CompletedTask);
        await Debtor.Owe(receiverKey, "a", "b");
        await TestTime.Eventually(async () => await Debtor.Owed() == 1, "the first item was acknowledged");
        await Swept(Debtor);
        Assert.Equal(["a", "b"], await Receiver.Received());
    }

    [Fact]
    public async Task What_a_crash_left_unsent_is_sent_by_the_sweeper()
    {
        await cluster.EndsAsync(Debtor, () => Debtor.OweAndCrash(receiverKey, "a"));
        await cluster.Time.Until(() => Has(Receiver, "a"), OneLook, "the sweeper woke the debtor");
        await NothingOwed(Debtor);
    }

    [Fact]
    public async Task A_sweeper_that_was_lost_looks_again_without_its_reminder()
    {
        await cluster.DeactivateAsync(Sweeper);
        await cluster.EndsAsync(Debtor, () => Debtor.OweAndCrash(receiverKey, "a"));
        await cluster.Time.Until(() => Has(Receiver, "a"), OneLook, "the sweeper woke the debtor");
        await NothingOwed(Debtor);
    }

    [Fact]
    public async Task An_item_whose_acknowledgement_was_not_stored_comes_again_under_its_id()
    {
        var fail = true;
        BeforeReceiving(_ =>
        {
            if (fail)
            {
                cluster.FailWrites(DebtGrain.StateName, debtorKey);
                fail = false;
            }

            return Task.CompletedTask;
        });
        await Debtor.Owe(receiverKey, "a");
        await Swept(Debtor);
        Assert.Equal(["a"], await Receiver.Received());
        Assert.Equal(2, arrivals.Count);
        Assert.Single(arrivals.Distinct());
    }

    [Fact]
    public async Task Two_grains_that_owe_each_other_do_not_wait_for_each_other()
    {
        var things = Enumerable.Range(0, 20).Select(i => $"{i}").ToArray();
        await Task.WhenAll(Debtor.Owe(receiverKey, things), Receiver.Owe(debtorKey, things));
        await NothingOwed(Debtor);
        await NothingOwed(Receiver);
        Assert.Equal(things, await Debtor.Received());
        Assert.Equal(things, await Receiver.Received());
    }

    [Fact]
    public async Task What_comes_during_a_delivery_goes_out_after_it()
    {
        var release = Hold(out var arrived);
        await Debtor.Owe(receiverKey, "a");
        await TestTime.Soon(arrived, "the first item arrived");
        await Debtor.Owe(receiverKey, "b");
        Assert.Equal(2, await Debtor.Owed());
        release.SetResult();
        await NothingOwed(Debtor);
        Assert.Equal(["a", "b"], await Receiver.Received());
        Assert.Equal(2, arrivals.Count);
    }

    [Fact]
    public async Task A_debtor_can_end_while_it_delivers()
    {
        var release = Hold(out var arrived);
        await Debtor.Owe(receiverKey, "a");
        await TestTime.Soon(arrived, "the item arrived");
        await TestTime.Soon(cluster.DeactivateAsync(Debtor), "the debtor ended");
        release.SetResult();
        await NothingOwed(Debtor);
        Assert.Equal(["a"], await Receiver.Received());
    }

    [Fact]
    public async Task A_grain_that_cannot_be_woken_does_not_keep_others_from_it()
    {
        DebtGrain.CannotBeWoken[debtorKey] = true;
        var other = cluster.Grains.GetGrain<IDebtGrain>($"testdebt:{Guid.NewGuid():D}");
        await Debtor.OweAndCrash(receiverKey, "a");
        await other.OweAndCrash(receiverKey, "b");
        await cluster.Time.Until(() => Has(Receiver, "b"), OneLook, "the sweeper woke the other");
        DebtGrain.CannotBeWoken.TryRemove(debtorKey, out _);
        await Swept(Debtor);
    }

    [Fact]
    public async Task Debtors_who_can_never_deliver_hide_no_others_however_many_they_are()
    {
        using var stuck = await StuckDebtors.CreateAsync(cluster, SweeperGrain.PerLook + 50);
        var last = cluster.Grains.GetGrain<IDebtGrain>($"testdebt:z{Guid.NewGuid():D}");
        await last.OweAndCrash(receiverKey, "a");
        await cluster.Time.Until(() => Task.FromResult(stuck.Woken >= SweeperGrain.PerLook), OneLook, "a look full of stuck debtors");
        await LookEnded();
        await cluster.Time.Until(() => Has(Receiver, "a"), OneLook, "the sweeper reached the last");
        await NothingOwed(last);
    }

    /// <summary>A call waits behind the look, so it answers after it.</summary>
    private Task LookEnded() => Sweeper.Start();

    private ISweeperGrain Sweeper
    {
        get
        {
            var source = cluster.Services.GetServices<ISweepSource>().Single(source => source.StateName == DebtGrain.StateName);
            return cluster.Grains.GetGrain<ISweeperGrain>(SweeperKey.Of(source));
        }
    }

    private static async Task<bool> Has(IDebtGrain receiver, string thing) => (await receiver.Received()).Contains(thing);

    private static Task NothingOwed(IDebtGrain debtor) =>
        TestTime.Eventually(async () => await debtor.Owed() == 0, $"{debtor.GetPrimaryKeyString()} owes nothing");

    private Task Swept(IDebtGrain debtor) =>
        cluster.Time.Until(async () => await debtor.Owed() == 0, OneLook, $"{debtor.GetPrimaryKeyString()} was swept");

    private void BeforeReceiving(Func<string, Task> before) => DebtGrain.BeforeReceiving[receiverKey] = id =>
    {
        arrivals.Enqueue(id);
        return before(id);
    };

    private TaskCompletionSource Hold(out Task arrived)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        BeforeReceiving(_ =>
        {
            first.TrySetResult();
            return release.Task;
        });
        arrived = first.Task;
        return release;
    }
}
