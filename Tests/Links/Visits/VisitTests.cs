using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Links.Visits;

[Collection<ClusterCollection>]
public sealed class VisitTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewLinks.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_five_hundred_parallel_visits_to_a_link_for_fifty_fifty_pass()
    {
        var link = await Limited(50);
        var visits = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => link.Visit(null)));
        Assert.Equal(50, visits.Count(Passes));
        Assert.Equal(450, visits.Count(v => v is { Fixed: LinkOutcome.Ended, Url: null }));
        Assert.Equal(LinkStatus.Exhausted, (await link.Get(owner)).Require().Status);
    }

    [Fact]
    public async Task What_was_used_survives_the_end_of_the_activation()
    {
        var link = await Limited(5);
        await Task.WhenAll(link.Visit(null), link.Visit(null), link.Visit(null));
        await cluster.DeactivateAsync(link);
        Assert.Equal(3, (await link.Get(owner)).Require().VisitsUsed);
        Assert.True(Passes(await link.Visit(null)));
        Assert.True(Passes(await link.Visit(null)));
        Assert.False(Passes(await link.Visit(null)));
    }

    [Fact]
    public async Task A_snapshot_for_lists_counts_nothing_twice()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { MaxVisits = 3 });
        var link = Grains.Link(made.Code);
        await link.Visit(null);
        await cluster.Time.Until(async () => await Listed() == 1, TimeSpan.FromSeconds(30), "a snapshot of one visit");
        await link.Visit(null);
        await cluster.DeactivateAsync(link);
        Assert.Equal(2, (await link.Get(owner)).Require().VisitsUsed);
        Assert.Equal(1, made.Version);
        Assert.Equal(1, (await link.Get(owner)).Require().Version);
    }

    [Fact]
    public async Task A_limit_can_be_set_lowered_and_removed_while_visits_go_on()
    {
        var link = Grains.Link((await Grains.MakeLink(NewLinks.To("https://example.com/", owner))).Code);
        Assert.True(Passes(await link.Visit(null)));
        Assert.True((await link.Update(owner, new LinkChange { MaxVisits = 2 }, null)).IsOk);
        Assert.True(Passes(await link.Visit(null)));
        Assert.Equal(1, (await link.Update(owner, new LinkChange { MaxVisits = 1 }, null)).Require().VisitsUsed);
        Assert.False(Passes(await link.Visit(null)));
        Assert.True((await link.Update(owner, new LinkChange { MaxVisits = new(true, null) }, null)).IsOk);
        Assert.True(Passes(await link.Visit(null)));
    }

    [Fact]
    public async Task A_limit_that_is_being_lowered_holds_already()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { MaxVisits = 10 });
        var link = Grains.Link(made.Code);
        await link.Visit(null);
        Task<Result<LinkView>> lowering;
        LinkTarget[] visits;
        using (var held = cluster.HoldWrites("links.link", LinkKey.Link(made.Code)))
        {
            lowering = link.Update(owner, new LinkChange { MaxVisits = 2 }, null);
            await TestTime.Soon(held.Arrived, "the write of the lower limit");
            visits = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => link.Visit(null)));
        }

        Assert.Single(visits, Passes);
        Assert.Equal(2, (await lowering).Require().VisitsUsed);
    }

    [Fact]
    public async Task Resolving_a_limited_link_claims_nothing_and_tells_nothing()
    {
        var link = await Limited(1);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await link.Resolve() is { Fixed: LinkOutcome.Hidden, Url: null, Title: null });
        }

        Assert.True(Passes(await link.Visit(null)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_visit_whose_entry_was_refused_ends_the_activation_and_the_next_counts_what_is_durable(int atOnce)
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { MaxVisits = 4 });
        var link = Grains.Link(made.Code);
        await link.Visit(null);
        await ClaimElsewhere(made.Code, seq: 2);
        List<Task<LinkTarget>> visits = [];
        await cluster.EndsAsync(link, () =>
        {
            visits = [.. Enumerable.Range(0, atOnce).Select(_ => link.Visit(null))];
            return Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(visits));
        });
        await cluster.DeactivateAsync(link);

        var passed = visits.Count(v => v.IsCompletedSuccessfully && Passes(v.Result));
        Assert.Equal(2 + passed, (await link.Get(owner)).Require().VisitsUsed);
        var rest = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => link.Visit(null)));
        Assert.Equal(2 - passed, rest.Count(Passes));
    }

    [Fact]
    public async Task A_code_that_is_taken_again_begins_with_no_visit_used()
    {
        var request = NewLinks.To("https://example.com/", owner) with { Code = NewLinks.CustomCode(), MaxVisits = 1 };
        var link = Grains.Link((await Grains.MakeLink(request)).Code);
        await link.Visit(null);
        await link.Delete(owner);
        await Grains.MakeLink(request);
        await cluster.DeactivateAsync(link);
        Assert.True(Passes(await link.Visit(null)));
        Assert.False(Passes(await link.Visit(null)));
    }

    [Fact]
    public async Task A_protected_link_passes_who_brings_its_token_and_nobody_else()
    {
        var link = Grains.Link((await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { Password = "kept", MaxVisits = 1 })).Code);
        Assert.Equal(LinkOutcome.NeedsPassword, (await link.Visit(null)).OutcomeAt(cluster.Time.Now));
        var challenge = (await link.BeginUnlock("client")).Require();
        Assert.Equal("kept", challenge.Password);
        var code = (await link.Resolve()).Code;
        Assert.False(Passes(await link.Visit(UnlockToken.Make(new byte[UnlockToken.KeyLength], code, cluster.Time.Now.AddMinutes(5)))));
        Assert.True(Passes(await link.Visit(UnlockToken.Make(challenge.UnlockKey, code, cluster.Time.Now.AddMinutes(5)))));
    }

    [Fact]
    public async Task A_link_ends_at_its_instant()
    {
        var ends = cluster.Time.Now.AddMinutes(1);
        var link = Grains.Link((await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { ExpiresAt = ends })).Code);
        Assert.Equal(LinkOutcome.Redirect, (await link.Visit(null)).OutcomeAt(ends.AddMilliseconds(-1)));
        cluster.Time.Advance(ends - cluster.Time.Now);
        Assert.Equal(LinkOutcome.Ended, (await link.Visit(null)).OutcomeAt(cluster.Time.Now));
    }

    /// <summary>The entry of another activation that has taken the link over.</summary>
    private async Task ClaimElsewhere(string code, long seq)
    {
        await using var connection = await cluster.Services.GetRequiredService<Database>().Writes.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO journal (slice, stream, seq, at, kind, data) VALUES ('links', @stream, @seq, @at, 'visit', '{}')",
            new { stream = $"links-visits:{code}", seq, at = cluster.Time.Now.ToText() });
    }

    private static bool Passes(LinkTarget target) => target is { Fixed: null, Url: not null };

    private async Task<ILinkGrain> Limited(int visits) =>
        Grains.Link((await Grains.MakeLink(NewLinks.To("https://example.com/limited", owner) with { MaxVisits = visits })).Code);

    private async Task<int> Listed() =>
        (await Grains.GetGrain<ILinkQueries>(0).List(owner, new LinkFilter(), new PageRequest(1, null))).Require().Items.Single().VisitsUsed;
}
