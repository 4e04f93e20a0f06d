using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;
using OrleansBackends.Silo.Common.Storage;
using static OrleansBackends.Tests.RateLimits.Checks.Limiters;

namespace OrleansBackends.Tests.RateLimits.Checks;

[Collection<ClusterCollection>]
public sealed class LimiterStoreTests(ClusterFixture cluster)
{
    private static readonly LimitPolicy Day = Daily("daily", 1_000);

    [Fact]
    public async Task A_counter_of_a_day_is_a_second_behind_at_most_when_its_silo_dies()
    {
        var limiter = cluster.NewLimiter();
        await Stored(limiter, () => limiter.Take([new LimitCheck(Day, 5)], "first"));
        await limiter.Take([new LimitCheck(Day, 3)], null);
        await Crash(limiter);
        Assert.Equal(995, await limiter.Left(Day));
        Assert.True((await limiter.Take([new LimitCheck(Day, 5)], "first")).Replayed);
    }

    [Fact]
    public async Task A_hundredth_of_the_limit_is_stored_at_once()
    {
        var limiter = cluster.NewLimiter();
        using (var held = cluster.HoldWrites(LimiterState.Name, limiter.GetPrimaryKeyString()))
        {
            await limiter.Take([new LimitCheck(Day, 10)], null);
            await cluster.Time.Until(held.Arrived, TimeSpan.FromMilliseconds(10), "the write of a hundredth");
            await limiter.Take([new LimitCheck(Day, 1)], null);
        }

        await Stored(limiter, () => limiter.Take([new LimitCheck(Day, 1)], null));
        await Crash(limiter);
        Assert.Equal(988, await limiter.Left(Day));
    }

    [Theory]
    [InlineData(LimitAlgorithm.TokenBucket)]
    [InlineData(LimitAlgorithm.FixedWindow)]
    [InlineData(LimitAlgorithm.SlidingLog)]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    public async Task A_counter_of_a_minute_outlives_an_orderly_end_but_no_crash(LimitAlgorithm algorithm)
    {
        var limiter = cluster.NewLimiter();
        var policy = Bucket("short", 10) with { Algorithm = algorithm };
        await limiter.Take([new LimitCheck(policy, 4)], null);
        var before = (await limiter.Peek([new LimitCheck(policy, 8)])).Require();
        await cluster.DeactivateAsync(limiter);
        Assert.Equal(before.Answers, (await limiter.Peek([new LimitCheck(policy, 8)])).Require().Answers);
        await Crash(limiter);
        Assert.Equal(6, await limiter.Left(policy));
        await limiter.Takes(policy);
        await Crash(limiter);
        Assert.Equal(6, await limiter.Left(policy));
    }

    [Fact]
    public async Task Without_storage_decisions_go_on_and_are_stored_when_it_is_back()
    {
        var limiter = cluster.NewLimiter();
        cluster.FailWrites(LimiterState.Name, limiter.GetPrimaryKeyString(), times: 3);
        await limiter.Take([new LimitCheck(Day, 100)], null);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await limiter.Take([new LimitCheck(Day, 100)], null)).Require().Allowed);
        await cluster.Time.Until(() => IsStored(limiter, 200), TimeSpan.FromSeconds(10), "storing after the faults");
        Assert.Equal(800, await limiter.Left(Day));
    }

    [Fact]
    public async Task An_activation_that_another_one_overtook_ends_at_its_next_write()
    {
        var limiter = cluster.NewLimiter();
        await Stored(limiter, () => limiter.Take([new LimitCheck(Day, 5)], null));
        await cluster.Time.Until(() => IsStored(limiter, 5), TimeSpan.FromSeconds(1), "the first document");
        await using (var connection = await cluster.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                "UPDATE grain_state SET version = version + 1 WHERE grain_key = @key", new { key = limiter.GetPrimaryKeyString() });
        }

        await cluster.EndsAsync(limiter, () => limiter.Take([new LimitCheck(Day, 100)], null), TimeSpan.FromSeconds(2));
        Assert.Equal(995, await limiter.Left(Day));
    }

    [Fact]
    public async Task What_is_full_again_leaves_no_document()
    {
        var limiter = cluster.NewLimiter();
        await Stored(limiter, () => limiter.Take([new LimitCheck(Day, 5)], null));
        await limiter.Reset(["another"]);
        Assert.Equal(995, await limiter.Left(Day));
        await limiter.Reset(null);
        await cluster.DeactivateAsync(limiter);
        await Crash(limiter);
        Assert.Equal(1_000, await limiter.Left(Day));
    }

    [Fact]
    public async Task A_person_who_is_erased_leaves_nothing()
    {
        var limiter = cluster.NewLimiter();
        await Stored(limiter, () => limiter.Take([new LimitCheck(Day, 5)], "check"));
        await limiter.Erase();
        await cluster.DeactivateAsync(limiter);
        Assert.Equal(1_000, await limiter.Left(Day));
        Assert.False((await limiter.Take([new LimitCheck(Day, 5)], "check")).Replayed);
    }

    [Fact]
    public void Time_never_falls_below_what_was_stored()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(10));
        var clock = new LimitClock(time, notBefore: 25_000_000_000);
        Assert.Equal(25_000_000_000, clock.Now);
        time.Advance(TimeSpan.FromTicks(3));
        Assert.Equal(25_000_000_300, clock.Now);
    }

    [Fact]
    public void The_fullest_document_stays_small()
    {
        var (subject, uses) = (new SubjectCounters(), new Uses());
        const long Now = 1_800_000_000_000_000_000;
        for (var i = 0; i < ILimiterGrain.MaxPolicies; i++)
        {
            var log = Daily($"a-policy-with-quite-a-long-name-{i}", 1_000) with { Algorithm = LimitAlgorithm.SlidingLog };
            Assert.True(subject.Take([new LimitCheck(log, 900)], new string((char)('a' + (i % 26)), 90) + i, Now + (i * 1_000_000)).Require().Allowed);
        }

        for (var i = 0; i < Uses.Most; i++)
        {
            uses.Acquire(AtOnce("uses", Uses.Most), 1_000_000_000_000, Now + i);
        }

        Assert.InRange(DocumentJson.Write(LimiterSnapshot.Save(subject, uses, Now + 1_000_000_000, ending: true)!).Length, 32 * 1_024, 64 * 1_024);
    }

    [Fact]
    public void Packed_times_are_the_same_times()
    {
        long[] times = [0, 1, 127, 128, 1_800_000_000_000_000_000, 1_800_000_000_000_000_000, long.MaxValue];
        Assert.Equal(times, PackedTimes.Unpack(PackedTimes.Pack(times)));
    }

    private async Task<bool> IsStored(ILimiterGrain limiter, long count)
    {
        var rows = await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
            "SELECT state FROM grain_state WHERE state_name = @name AND grain_key = @key",
            new { name = LimiterState.Name, key = limiter.GetPrimaryKeyString() });
        return rows.Count == 1 && DocumentJson.Read<LimiterState>(rows[0]).Counters.Single().Count == count;
    }

    /// <summary>Does something and waits until its document is on its way.</summary>
    private async Task Stored(ILimiterGrain limiter, Func<Task> act)
    {
        using var held = cluster.HoldWrites(LimiterState.Name, limiter.GetPrimaryKeyString());
        await act();
        await cluster.Time.Until(held.Arrived, TimeSpan.FromSeconds(1), "the write behind a decision");
    }

    /// <summary>Ends the activation without its last write, as a kill does.</summary>
    private async Task Crash(ILimiterGrain limiter)
    {
        cluster.FailWrites(LimiterState.Name, limiter.GetPrimaryKeyString());
        await cluster.DeactivateAsync(limiter);
    }
}
