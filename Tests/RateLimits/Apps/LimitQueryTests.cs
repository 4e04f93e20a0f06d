using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;
using OrleansBackends.Grains.RateLimits.Apps;
using OrleansBackends.Grains.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Reports;
using OrleansBackends.Tests.RateLimits.Checks;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.RateLimits.Apps;

/// <summary>The same lists and documents on both databases.</summary>
[Collection<StorageCollection>]
public sealed class LimitQueryTests(StorageSilos silos)
{
    private readonly UserId owner = new(Guid.NewGuid());

    [Theory, OnBothDatabases]
    public async Task Pages_of_applications_neither_skip_nor_repeat(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await NewApp(grains)).Id);
        }

        var queries = grains.GetGrain<ILimitQueries>(0);
        var (shown, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await queries.Apps(owner, new PageRequest(2, cursor))).Require();
            shown.AddRange(page.Items.Select(a => a.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(made), shown);
        Assert.Equal(made, await queries.Ids(owner));
        Assert.Equal(Errors.InvalidCursor, (await queries.Apps(owner, new PageRequest(2, "nonsense"))).Error);
    }

    [Theory, OnBothDatabases]
    public async Task Closed_hours_are_found_by_time_each_as_it_was_written_last(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var hour = new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
        var app = $"hours-{Guid.NewGuid():N}";
        var stream = await (await silos.Get<IJournal>(db)).Open(new JournalOwner(), ReportHours.Stream(app));
        await stream.Append(Entry(hour, 1), Entry(hour.AddHours(1), 2), Entry(hour.AddHours(2), 3));
        await stream.AppendAndErase([Entry(hour, 7)], [1]);
        var hours = await grains.GetGrain<ILimitQueries>(0).Hours(app, hour, hour.AddHours(2));
        Assert.Equal([(hour, 7), (hour.AddHours(1), 2)], hours.Select(h => (h.Hour, h.Minutes.Single().Policies.Single().Allowed)));
    }

    [Theory, OnBothDatabases]
    public async Task Every_kind_of_counter_comes_back_from_its_document_and_ended_ones_are_swept(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var key = RateLimitKey.Limiter("tests", $"{Guid.NewGuid():N}");
        var limiter = grains.GetGrain<ILimiterGrain>(key);
        LimitPolicy[] policies =
        [
            .. from algorithm in (LimitAlgorithm[])[LimitAlgorithm.TokenBucket, LimitAlgorithm.SlidingLog, LimitAlgorithm.SlidingWindow, LimitAlgorithm.FixedWindow]
               select Limiters.Daily($"{algorithm}".ToLowerInvariant(), 1_000) with { Algorithm = algorithm },
        ];
        var taken = (await limiter.Take([.. policies.Select(p => new LimitCheck(p, 321))], "check")).Require();
        var use = (await limiter.Acquire(Limiters.AtOnce("uses", 2), TimeSpan.FromMinutes(5))).Require();
        await limiter.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        var again = await limiter.Take([.. policies.Select(p => new LimitCheck(p, 321))], "check");
        Assert.True(again.Replayed);
        Assert.Equal(taken.Answers, again.Value!.Answers);
        long[] left = await Task.WhenAll(policies.Select(limiter.Left));
        Assert.All(left, units => Assert.Equal(679, units));
        Assert.True((await limiter.Renew(use.LeaseId!, TimeSpan.FromMinutes(5))).IsOk);

        var sweep = (await silos.On(db)).GetServices<ISweepSource>().Single(s => s.StateName == LimiterState.Name);
        var ended = DateTimeOffset.UtcNow.AddDays(2);
        Assert.Contains(limiter.GetGrainId(), await sweep.Leftovers(ended, "", 10_000, default));
        await limiter.Reset(null);
        await limiter.Release(use.LeaseId!);
        await grains.GetGrain<IOutboxGrain>(limiter.GetGrainId()).DeliverOutbox();
        Assert.DoesNotContain(limiter.GetGrainId(), await sweep.Leftovers(ended, "", 10_000, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_person_takes_their_applications_along_and_leaves_none(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var app = await NewApp(grains);
        var data = new RateLimitsUserData(grains);
        Assert.Contains("\"name\":\"Shop front\"", Assert.Single((await data.Export(owner, null, default)).Items), StringComparison.Ordinal);
        await grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(app.Id)).Report(new UsageDelta("one", [new PolicyUsage("write", 1, 0, 0)], []));
        Assert.True(await data.EraseStep(owner, default));
        Assert.Empty(await grains.GetGrain<ILimitQueries>(0).Ids(owner));
        Assert.False((await grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(app.Id)).GetPolicies(-1))!.Exists);
        var hour = HourFold.HourOf(DateTimeOffset.UtcNow);
        Assert.Empty((await grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(app.Id)).Usage(null, hour, hour.AddHours(1), UsageStep.Hour)).Require().Points);
    }

    private static NewEntry Entry(DateTimeOffset hour, long allowed)
    {
        var counts = new long[HourFold.Minutes];
        counts[5] = allowed;
        return NewEntry.Of(
            ReportHours.Kind, new StoredHour { Hour = hour, Policies = [new StoredUsage("write", counts, new long[HourFold.Minutes], new long[HourFold.Minutes])] });
    }

    private async Task<NewLimitApp> NewApp(IGrainFactory grains)
    {
        var app = grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(Guid.CreateVersion7().ToString("D")));
        return (await app.Create(owner, "Shop front", null)).Require();
    }
}
