using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.Tests.Links.Visits;

[Collection<ClusterCollection>]
public sealed class TargetCacheTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private readonly UserId owner = NewLinks.Somebody();
    private readonly LinkFrontend frontend = new(cluster);
    private readonly LinkFrontend other = new(cluster);

    public void Dispose()
    {
        frontend.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_plain_link_redirects_for_a_minute_past_its_life_while_storage_is_away()
    {
        var code = await Shorten("https://example.com/stale");
        var end = (await frontend.Cache.Get(code)).FreshUntil;
        await cluster.DeactivateAsync(cluster.Grains.Link(code));
        using (cluster.RefuseReads("links.link", LinkKey.Link(code)))
        {
            cluster.Time.Advance(end - cluster.Time.Now);
            Assert.False(frontend.Cache.TryGetFresh(code, cluster.Time.Now, out _));
            Assert.Equal("https://example.com/stale", await frontend.Url(code));
            cluster.Time.Advance(CachedTarget.StaleLife - Instant);
            Assert.Equal("https://example.com/stale", await frontend.Url(code));
            cluster.Time.Advance(Instant);
            await Assert.ThrowsAnyAsync<Exception>(() => frontend.Url(code));
        }

        Assert.Equal("https://example.com/stale", await frontend.Url(code));
    }

    [Fact]
    public async Task A_strict_link_is_never_served_stale()
    {
        var code = (await cluster.Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { MaxVisits = 1 })).Code;
        var end = (await frontend.Cache.Get(code)).FreshUntil;
        await cluster.DeactivateAsync(cluster.Grains.Link(code));
        using var away = cluster.RefuseReads("links.link", LinkKey.Link(code));
        cluster.Time.Advance(end - cluster.Time.Now);
        await Assert.ThrowsAnyAsync<Exception>(() => frontend.Url(code));
    }

    [Fact]
    public async Task A_changed_link_reaches_a_second_frontend_before_its_entry_has_ended()
    {
        var code = await Shorten("https://example.com/old");
        await Watch(frontend, code);
        await Watch(other, code);
        await cluster.Grains.Link(code).Update(owner, new LinkChange { Url = "https://example.com/new" }, null);
        frontend.Cache.Drop(code);
        Assert.Equal("https://example.com/new", await frontend.Url(code));
        await Soon(async () => await other.Url(code) == "https://example.com/new", "the edit is pushed");
    }

    [Fact]
    public async Task A_suspended_link_stops_on_a_second_frontend_before_its_entry_has_ended()
    {
        var code = await Shorten("https://example.com/harm");
        await Watch(other, code);
        await cluster.Grains.Link(code).Suspend("why");
        await Soon(async () => (await other.Cache.Get(code)).Target.Fixed is LinkOutcome.Suspended, "the suspension is pushed");
    }

    [Fact]
    public async Task A_link_that_nobody_watches_is_seen_changed_within_two_seconds()
    {
        var code = await Shorten("https://example.com/old");
        await other.Url(code);
        await cluster.Grains.Link(code).Update(owner, new LinkChange { Url = "https://example.com/new" }, null);
        Assert.Equal("https://example.com/old", await other.Url(code));
        cluster.Time.Advance(TargetCache.Life);
        Assert.Equal("https://example.com/new", await other.Url(code));
    }

    [Fact]
    public async Task Unknown_codes_are_remembered_for_two_seconds_and_asked_for_once_at_a_time()
    {
        var code = NewLinks.CustomCode();
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => frontend.Cache.Get(code).AsTask()));
        Assert.Single(found.Distinct());
        await cluster.Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { Code = code });
        Assert.Equal(LinkOutcome.NotFound, (await frontend.Cache.Get(code)).Target.Fixed);
        cluster.Time.Advance(TargetCache.Life);
        Assert.Equal("https://example.com/", await frontend.Url(code));
    }

    [Fact]
    public async Task A_sweep_lets_go_what_nobody_asks_for()
    {
        var (idle, used) = (await Shorten("https://example.com/idle"), await Shorten("https://example.com/used"));
        await frontend.Url(idle);
        cluster.Time.Advance(TimeSpan.FromMinutes(2) + Instant);
        await frontend.Url(used);
        frontend.Cache.Sweep();
        Assert.Equal([used], frontend.Cache.Codes);
    }

    [Fact]
    public async Task Of_too_many_entries_those_used_longest_ago_go()
    {
        using var small = new LinkFrontend(cluster, capacity: 3);
        var codes = Enumerable.Range(0, 5).Select(_ => NewLinks.CustomCode()).ToList();
        foreach (var code in codes.Append(codes[0]))
        {
            cluster.Time.Advance(Instant);
            await small.Cache.Get(code);
        }

        small.Cache.Sweep();
        Assert.Equal(new[] { codes[0], codes[3], codes[4] }.Order(), small.Cache.Codes.Order());
    }

    /// <summary>Asks until the frontend watches the link: then its entry lives five seconds.</summary>
    private async Task Watch(LinkFrontend by, string code) => await cluster.Time.Until(
        async () => (await by.Cache.Get(code)).FreshUntil > cluster.Time.Now + TargetCache.Life, TimeSpan.FromSeconds(30), "a link asked for often is watched");

    private Task Soon(Func<Task<bool>> holds, string what) => cluster.Time.Until(holds, TimeSpan.FromSeconds(1), what);

    private async Task<string> Shorten(string url) => (await cluster.Grains.MakeLink(NewLinks.To(url, owner))).Code;
}
