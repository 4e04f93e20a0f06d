using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Rules;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.Tests.Links.Guard;

[Collection<ClusterCollection>]
public sealed class LinkGuardTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewLinks.Somebody();
    private readonly string host = $"{Guid.NewGuid():N}.example";

    private ILinkGuardGrain Guard => cluster.Grains.GetGrain<ILinkGuardGrain>(LinkKey.Guard);

    [Fact]
    public async Task A_target_that_is_banned_later_stops_everywhere_and_comes_back()
    {
        var link = cluster.Grains.Link((await cluster.Grains.MakeLink(NewLinks.To($"https://www.{host}/x", owner))).Code);
        Assert.Equal(LinkOutcome.Redirect, await Outcome(link));

        Assert.True((await Guard.Ban(host)).IsOk);
        await cluster.Time.Until(async () => await Outcome(link) == LinkOutcome.Suspended, TimeSpan.FromSeconds(10), "a banned target stops within 10 s");
        await cluster.Time.Until(async () => await Reason(link) == SuspensionReasons.Listed, TimeSpan.FromSeconds(30), "the sweep marks it");
        await cluster.Time.Until(
            async () => (await cluster.Grains.CreateLink(NewLinks.To($"https://{host}/y", owner), null)).Error == LinkErrors.HostBanned,
            TimeSpan.FromSeconds(10), "every silo refuses the host");

        Assert.True((await Guard.Unban(host)).IsOk);
        await cluster.Time.Until(async () => await Outcome(link) == LinkOutcome.Redirect, TimeSpan.FromMinutes(2), "the sweep lifts it");
        Assert.Null(await Reason(link));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sweep_marks_and_lifts_links_that_lead_to_a_banned_host_by_a_rule_or_in_the_end(bool byRule)
    {
        var rule = new RedirectRule { Url = $"https://{host}/", When = [new RuleCondition { Kind = ConditionKind.Device, Value = "mobile" }] };
        var wanted = NewLinks.To("https://example.com/", owner);
        var link = cluster.Grains.Link((await cluster.Grains.MakeLink(byRule ? wanted with { Rules = [rule] } : wanted with { FallbackUrl = rule.Url })).Code);
        Assert.True((await Guard.Ban(host)).IsOk);
        await cluster.Time.Until(async () => await Reason(link) == SuspensionReasons.Listed, TimeSpan.FromSeconds(30), "the sweep marks it");
        Assert.True((await Guard.Unban(host)).IsOk);
        await cluster.Time.Until(async () => await Reason(link) is null, TimeSpan.FromMinutes(2), "the sweep lifts it");
    }

    [Fact]
    public async Task A_sweep_lifts_no_suspension_of_another_reason()
    {
        var link = cluster.Grains.Link((await cluster.Grains.MakeLink(NewLinks.To($"https://{host}/", owner))).Code);
        var swept = cluster.Grains.Link((await cluster.Grains.MakeLink(NewLinks.To($"https://z.{host}/", owner))).Code);
        await link.Suspend("seen by an administrator");
        await swept.Suspend(SuspensionReasons.Listed);
        await Guard.Sweep();
        await cluster.Time.Until(async () => await Reason(swept) is null, TimeSpan.FromSeconds(30), "the sweep lifts what is not listed");
        Assert.Equal("seen by an administrator", await Reason(link));
    }

    [Fact]
    public async Task Reports_of_ten_people_suspend_until_somebody_decides()
    {
        var made = await cluster.Grains.MakeLink(NewLinks.To($"https://{host}/", owner));
        var link = cluster.Grains.Link(made.Code);
        await Task.WhenAll(Enumerable.Range(0, 9).SelectMany(i => new[] { Report(link, i), Report(link, i) }));
        Assert.Equal(LinkOutcome.Redirect, await Outcome(link));
        await Report(link, 9);
        Assert.Equal(SuspensionReasons.Reported, await Reason(link));

        var listed = await Reported(made.Code);
        Assert.Equal((10, SuspensionReasons.Reported), (listed!.Count, listed.SuspendedReason));
        await link.Lift(onlyReason: null);
        Assert.Equal(LinkOutcome.Redirect, await Outcome(link));
        Assert.Null(await Reported(made.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("com")]
    [InlineData("a b.example")]
    [InlineData("https://a.example")]
    public async Task What_is_no_host_cannot_be_banned(string name) => Assert.Equal(LinkErrors.HostInvalid, (await Guard.Ban(name)).Error);

    [Fact]
    public async Task The_visitor_key_is_made_once()
    {
        var key = await Guard.GetVisitorKey();
        await cluster.DeactivateAsync(Guard);
        Assert.Equal(32, key.Length);
        Assert.Equal(key, await Guard.GetVisitorKey());
    }

    private static Task<Result<Done>> Report(ILinkGrain link, int reporter) => link.Report(new LinkReport($"reporter {reporter}", ReportReason.Phishing, null));

    private async Task<LinkOutcome> Outcome(ILinkGrain link) => (await link.Resolve()).OutcomeAt(cluster.Time.Now);

    private async Task<string?> Reason(ILinkGrain link) => (await link.Get(owner)).Require().SuspendedReason;

    private async Task<ReportedLink?> Reported(string code)
    {
        var page = await cluster.Grains.GetGrain<ILinkQueries>(0).Reports(new PageRequest(100, null));
        return page.Require().Items.SingleOrDefault(r => r.Code == code);
    }
}
