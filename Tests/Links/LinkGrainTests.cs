using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.Tests.Links;

[Collection<ClusterCollection>]
public sealed class LinkGrainTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewLinks.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_link_lives_changes_and_ends()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/a", owner));
        var link = Grains.Link(made.Code);
        Assert.Equal("https://example.com/a", (await link.Resolve()).Url);

        var changed = (await link.Update(owner, new LinkChange { Url = "https://example.com/b", Title = "B" }, made.Version)).Require();
        Assert.Equal(("https://example.com/b", "B", 2), (changed.Url, changed.Title, changed.Version));
        Assert.Equal("https://example.com/b", (await link.Resolve()).Url);

        Assert.True((await link.Delete(owner)).IsOk);
        Assert.True((await link.Delete(owner)).IsOk);
        Assert.Equal(LinkOutcome.Deleted, (await link.Resolve()).OutcomeAt(cluster.Time.Now));
        Assert.Equal(LinkErrors.NotFound, (await link.Get(owner)).Error);
    }

    [Fact]
    public async Task A_link_survives_the_end_of_its_activation()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/kept", owner) with { Tags = ["One", " two "], Note = "kept" });
        await cluster.DeactivateAsync(Grains.Link(made.Code));
        var found = (await Grains.Link(made.Code).Get(owner)).Require();
        Assert.Equal(["one", "two"], found.Tags);
        Assert.Equal(made with { Tags = [] }, found with { Tags = [] });
    }

    [Fact]
    public async Task A_link_of_somebody_else_is_not_there()
    {
        var link = Grains.Link((await Grains.MakeLink(NewLinks.To("https://example.com/", owner))).Code);
        var stranger = NewLinks.Somebody();
        Assert.Equal(LinkErrors.NotFound, (await link.Get(stranger)).Error);
        Assert.Equal(LinkErrors.NotFound, (await link.Update(stranger, new LinkChange { Title = "mine" }, null)).Error);
        Assert.Equal(LinkErrors.NotFound, (await link.Delete(stranger)).Error);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/", owner));
        var link = Grains.Link(made.Code);
        await link.Update(owner, new LinkChange { Title = "first" }, made.Version);
        Assert.Equal(Errors.Stale, (await link.Update(owner, new LinkChange { Title = "second" }, made.Version)).Error);
        Assert.Equal("first", (await link.Get(owner)).Require().Title);
    }

    [Fact]
    public async Task Of_a_hundred_who_want_one_code_one_gets_it()
    {
        var code = NewLinks.CustomCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Grains.CreateLink(NewLinks.To($"https://example.com/{i}", NewLinks.Somebody()) with { Code = code }, null)));
        Assert.Single(answers, a => a.IsOk);
        Assert.Equal(99, answers.Count(a => a.Error == LinkErrors.CodeTaken));
    }

    [Fact]
    public async Task A_custom_code_is_one_link_however_it_is_spelled()
    {
        var code = NewLinks.CustomCode();
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/", owner) with { Code = code.ToUpperInvariant() });
        Assert.Equal(code, made.Code);
        Assert.Equal(LinkErrors.CodeTaken, (await Grains.CreateLink(NewLinks.To("https://example.com/x", owner) with { Code = code }, null)).Error);
    }

    [Fact]
    public async Task The_same_request_for_the_same_code_finds_the_link_it_made()
    {
        var request = NewLinks.To("https://example.com/", owner) with { Code = NewLinks.CustomCode() };
        Assert.False((await Grains.CreateLink(request, null)).Require().Existed);
        Assert.True((await Grains.CreateLink(request, null)).Require().Existed);
    }

    [Fact]
    public async Task Fifty_racing_creates_with_one_key_make_one_link()
    {
        var operation = NewLinks.Operation();
        var request = NewLinks.To("https://example.com/once", owner);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Grains.CreateLink(request, operation)));
        Assert.Single(answers.Select(a => a.Require().Link.Code).Distinct());
        Assert.Equal(49, answers.Count(a => a.Replayed));
        Assert.Equal(Errors.KeyReused, (await Grains.CreateLink(request with { RequestHash = "other" }, operation)).Error);
    }

    [Fact]
    public async Task A_repeat_after_the_link_was_deleted_makes_no_second_one()
    {
        var operation = NewLinks.Operation();
        var made = (await Grains.CreateLink(NewLinks.To("https://example.com/", owner), operation)).Require().Link;
        await Grains.Link(made.Code).Delete(owner);
        Assert.Equal(LinkErrors.Gone, (await Grains.CreateLink(NewLinks.To("https://example.com/", owner), operation)).Error);
    }

    [Fact]
    public async Task A_deleted_code_can_be_taken_again_by_its_former_owner_alone()
    {
        var request = NewLinks.To("https://example.com/", owner) with { Code = NewLinks.CustomCode() };
        var made = await Grains.MakeLink(request);
        await Grains.Link(made.Code).Delete(owner);
        Assert.Equal(LinkErrors.CodeTaken, (await Grains.CreateLink(request with { Owner = NewLinks.Somebody() }, null)).Error);
        var again = (await Grains.CreateLink(request, null)).Require();
        Assert.False(again.Existed);
        Assert.Equal("https://example.com/", (await Grains.Link(made.Code).Resolve()).Url);
    }

    [Fact]
    public async Task Two_racing_calls_that_find_or_create_make_one_link()
    {
        var request = NewLinks.To("https://example.com/found", owner);
        var target = Grains.GetGrain<ILinkTargetGrain>(LinkKey.Target(owner, LinkUrl.Normalise(request.Url).Require().Hash));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => target.FindOrCreate(request, null)));
        Assert.Single(answers.Select(a => a.Require().Link.Code).Distinct());
        Assert.Equal(9, answers.Count(a => a.Require().Existed));
    }

    [Fact]
    public async Task A_failed_write_leaves_the_link_as_it_was()
    {
        var made = await Grains.MakeLink(NewLinks.To("https://example.com/before", owner));
        var link = Grains.Link(made.Code);
        cluster.FailWrites("links.link", LinkKey.Link(made.Code));
        await Assert.ThrowsAnyAsync<Exception>(() => link.Update(owner, new LinkChange { Url = "https://example.com/after" }, null));
        Assert.Equal("https://example.com/before", (await link.Resolve()).Url);
        Assert.Equal(1, (await link.Get(owner)).Require().Version);
    }

    [Fact]
    public async Task A_link_that_was_never_made_is_not_found()
    {
        var link = Grains.Link("neverMade1");
        Assert.Equal(LinkOutcome.NotFound, (await link.Resolve()).OutcomeAt(cluster.Time.Now));
        Assert.Equal(LinkOutcome.NotFound, (await link.Visit(null)).OutcomeAt(cluster.Time.Now));
        Assert.Equal(LinkErrors.NotFound, (await link.Get(owner)).Error);
    }
}
