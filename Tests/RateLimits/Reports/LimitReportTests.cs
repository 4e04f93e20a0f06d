using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;
using OrleansBackends.Grains.RateLimits.Reports;

namespace OrleansBackends.Tests.RateLimits.Reports;

[Collection<ClusterCollection>]
public sealed class LimitReportTests(ClusterFixture cluster)
{
    private readonly string app = $"report-{Guid.NewGuid():N}";

    private ILimitReportGrain Report => cluster.Grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(app));

    private DateTimeOffset Hour => HourFold.HourOf(cluster.Time.Now);

    [Fact]
    public async Task Counts_add_up_by_minute_and_by_hour()
    {
        NextHour();
        await Report.Report(Saw("one", new PolicyUsage("write", 5, 1, 0)));
        await Report.Report(Saw("two", new PolicyUsage("write", 2, 0, 3), new PolicyUsage("read", 9, 0, 0)));
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        await Report.Report(Saw("one", new PolicyUsage("write", 1, 0, 0)));
        var minutes = (await Report.Usage(null, Hour, Hour.AddHours(1), UsageStep.Minute)).Require();
        Assert.Equal([Hour, Hour.AddMinutes(1)], minutes.Points.Select(p => p.At));
        Assert.Equal([new PolicyUsage("read", 9, 0, 0), new PolicyUsage("write", 7, 1, 3)], minutes.Points[0].Policies);
        var hours = (await Report.Usage("write", Hour, Hour.AddHours(1), UsageStep.Hour)).Require();
        Assert.Equal(new PolicyUsage("write", 8, 1, 3), hours.Points.Single().Policies.Single());
    }

    [Fact]
    public async Task A_closed_hour_outlives_the_activation_and_is_not_counted_twice()
    {
        NextHour();
        var first = Hour;
        await Report.Report(Saw("one", new PolicyUsage("write", 5, 0, 0)));
        NextHour();
        await Report.Report(Saw("one", new PolicyUsage("write", 1, 0, 0)));
        await cluster.DeactivateAsync(Report);
        var hours = (await Report.Usage("write", first, first.AddHours(2), UsageStep.Hour)).Require();
        Assert.Equal([5], hours.Points.Select(p => p.Policies.Single().Allowed));
    }

    [Fact]
    public async Task An_hour_whose_document_was_not_written_after_its_entry_is_closed()
    {
        NextHour();
        var first = Hour;
        await Report.Report(Saw("one", new PolicyUsage("write", 5, 0, 0)));
        await Saved();
        NextHour();
        cluster.FailWrites(LimitReportState.Name, Report.GetPrimaryKeyString());
        await Assert.ThrowsAnyAsync<Exception>(() => Report.Report(Saw("one", new PolicyUsage("write", 1, 0, 0))));
        await Report.Report(Saw("one", new PolicyUsage("write", 2, 0, 0)));
        var hours = (await Report.Usage("write", first, first.AddHours(2), UsageStep.Hour)).Require();
        Assert.Equal([5, 2], hours.Points.Select(p => p.Policies.Single().Allowed));
    }

    [Fact]
    public async Task What_was_reported_is_stored_within_a_second()
    {
        NextHour();
        await Report.Report(Saw("one", new PolicyUsage("write", 5, 0, 0)));
        await Saved();
    }

    [Fact]
    public async Task Processes_that_fell_silent_are_not_counted()
    {
        Assert.Equal(1, (await Report.Report(Saw("one"))).Frontends);
        cluster.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(2, (await Report.Report(Saw("two"))).Frontends);
        cluster.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, await Report.Frontends());
    }

    [Fact]
    public async Task The_subjects_refused_most_come_first_over_hours()
    {
        NextHour();
        await Report.Report(Refused("one", ("a", 3), ("b", 9)));
        NextHour();
        await Report.Report(Refused("one", ("a", 8)));
        Assert.Equal([("a", 8)], (await Report.Limited("write", 1)).Select(l => (l.Subject, l.Denied)));
        Assert.Equal([("a", 11), ("b", 9)], (await Report.Limited("write", 24)).Select(l => (l.Subject, l.Denied)));
        await Report.Forget("b");
        Assert.Equal(["a"], (await Report.Limited(null, 24)).Select(l => l.Subject));
    }

    [Fact]
    public async Task Ranges_that_are_none_are_refused()
    {
        Assert.Equal("range-invalid", (await Report.Usage(null, Hour, Hour, UsageStep.Hour)).Error?.Code);
        Assert.Equal("range-invalid", (await Report.Usage(null, Hour.AddDays(-32), Hour, UsageStep.Hour)).Error?.Code);
        Assert.Equal("range-invalid", (await Report.Usage("write", Hour.AddHours(-25), Hour, UsageStep.Minute)).Error?.Code);
    }

    [Fact]
    public async Task Watchers_see_usage_once_a_second()
    {
        NextHour();
        using var observer = new Observer(cluster.Grains);
        await Report.Watch(observer.Reference, null);
        var next = observer.Next();
        await Report.Report(Saw("one", new PolicyUsage("write", 5, 0, 0)));
        await Report.Report(Refused("two", ("a", 2)));
        await cluster.Time.Until(next, TimeSpan.FromSeconds(3), "the usage of a second");
        Assert.Equal(["usage", "limited"], observer.Events.Select(e => e.Name));
        Assert.Contains("\"policies\":[{\"name\":\"write\",\"allowed\":5,\"denied\":2,\"shadowDenied\":0}]", observer.Events.First().Data, StringComparison.Ordinal);
        Assert.Contains("{\"subject\":\"a\",\"policy\":\"write\",\"count\":2}", observer.Events.Last().Data, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sketch_is_never_below_the_truth_and_never_above_it_by_more_than_its_error()
    {
        var random = new Random(5);
        var top = new TopSubjects([]);
        var exact = new Dictionary<string, long>();
        for (var i = 0; i < 20_000; i++)
        {
            var subject = $"s{(int)Math.Pow(random.NextDouble() * 20, 2)}";
            exact[subject] = exact.GetValueOrDefault(subject) + 1;
            top.Add(new LimitedSubject(subject, "write", 1, 0));
        }

        Assert.Equal(ILimitReportGrain.MaxLimited, top.All.Count());
        Assert.All(top.All, s => Assert.InRange(exact[s.Subject], s.Denied - s.Error, s.Denied));
    }

    [Fact]
    public void Policies_beyond_fifty_count_as_other()
    {
        var fold = HourFold.Begin(cluster.Time.Now);
        fold.Add(Saw("one", [.. Enumerable.Range(0, 60).Select(i => new PolicyUsage($"p{i}", 1, 0, 0))]), minute: 3);
        var minute = fold.Store().ToHour().Minutes.Single();
        Assert.Equal((51, 10), (minute.Policies.Count, minute.Policies.Single(p => p.Name == HourFold.Other).Allowed));
    }

    private static UsageDelta Saw(string frontend, params PolicyUsage[] policies) => new(frontend, policies, []);

    private static UsageDelta Refused(string frontend, params (string Subject, long Denied)[] subjects) => new(
        frontend, [new PolicyUsage("write", 0, subjects.Sum(s => s.Denied), 0)], [.. subjects.Select(s => new LimitedSubject(s.Subject, "write", s.Denied, 0))]);

    private void NextHour() => cluster.Time.Advance(Hour.AddHours(1) - cluster.Time.Now);

    private Task Saved()
    {
        var held = cluster.HoldWrites(LimitReportState.Name, Report.GetPrimaryKeyString());
        return Wait();

        async Task Wait()
        {
            using (held)
            {
                await cluster.Time.Until(held.Arrived, TimeSpan.FromSeconds(3), "the document of the open hour");
            }
        }
    }
}
