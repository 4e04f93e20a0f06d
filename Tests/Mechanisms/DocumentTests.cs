namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class DocumentTests(ClusterFixture cluster)
{
    private readonly string key = $"testcounter:{Guid.NewGuid():D}";

    private ICounterGrain Counter => cluster.Grains.GetGrain<ICounterGrain>(key);

    [Fact]
    public async Task A_commit_survives_deactivation_and_counts_versions()
    {
        Assert.Equal((false, 0, 0), await Counter.Show());
        Assert.Equal(5, await Counter.Add(5));
        await cluster.DeactivateAsync(Counter);
        Assert.Equal((true, 1, 5), await Counter.Show());
        Assert.Equal(7, await Counter.Add(2));
        Assert.Equal((true, 2, 7), await Counter.Show());
    }

    [Fact]
    public async Task A_refused_write_leaves_the_old_state()
    {
        await Counter.Add(5);
        cluster.FailWrites(CounterGrain.StateName, key);
        await Assert.ThrowsAsync<OrleansException>(() => Counter.Add(1));
        Assert.Equal((true, 1, 5), await Counter.Show());
        Assert.Equal(6, await Counter.Add(1));
    }

    [Fact]
    public async Task A_refused_first_write_leaves_nothing()
    {
        cluster.FailWrites(CounterGrain.StateName, key);
        await Assert.ThrowsAsync<OrleansException>(() => Counter.Add(1));
        Assert.Equal((false, 0, 0), await Counter.Show());
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_read_again()
    {
        await Counter.Add(5);
        cluster.FailWrites(CounterGrain.StateName, key, afterWriting: true);
        await cluster.EndsAsync(Counter, () => Assert.ThrowsAsync<OrleansException>(() => Counter.Add(1)));
        Assert.Equal((true, 2, 6), await Counter.Show());
    }

    [Fact]
    public async Task An_interleaving_reader_sees_the_old_state_until_the_write_is_done()
    {
        await Counter.Add(5);
        using var held = cluster.HoldWrites(CounterGrain.StateName, key);
        var adding = Counter.Add(1);
        await TestTime.Soon(held.Arrived, "the write reached storage");
        Assert.Equal((true, 1, 5), await Counter.Show());
        held.Dispose();
        Assert.Equal(6, await adding);
        Assert.Equal((true, 2, 6), await Counter.Show());
    }

    [Fact]
    public async Task Two_commits_at_once_are_a_fault_of_the_grain() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Counter.AddTwiceAtOnce());

    [Fact]
    public async Task A_deleted_document_is_as_if_never_written()
    {
        await Counter.Add(5);
        await Counter.Delete();
        Assert.Equal((false, 0, 0), await Counter.Show());
        Assert.Equal(3, await Counter.Add(3));
        await cluster.DeactivateAsync(Counter);
        Assert.Equal((true, 1, 3), await Counter.Show());
    }

    [Fact]
    public async Task Deleting_what_was_never_written_is_harmless()
    {
        await Counter.Delete();
        Assert.Equal((false, 0, 0), await Counter.Show());
    }

    [Fact]
    public async Task A_delete_that_failed_leaves_the_document()
    {
        await Counter.Add(5);
        cluster.FailWrites(CounterGrain.StateName, key);
        await Assert.ThrowsAsync<OrleansException>(() => Counter.Delete());
        Assert.Equal((true, 1, 5), await Counter.Show());
    }
}
