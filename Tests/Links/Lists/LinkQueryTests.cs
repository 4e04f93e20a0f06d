using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Links.Lists;

/// <summary>The same lists, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class LinkQueryTests(StorageSilos silos)
{
    private readonly UserId owner = NewLinks.Somebody();

    [Theory, OnBothDatabases]
    public async Task Pages_neither_skip_nor_repeat_in_either_direction(Db db)
    {
        var (grains, queries) = await Open(db);
        for (var i = 0; i < 7; i++)
        {
            await grains.MakeLink(NewLinks.To($"https://example.com/{i}", owner));
        }

        var newest = await All(queries, new LinkFilter());
        var oldest = await All(queries, new LinkFilter { Sort = LinkSort.OldestFirst });
        var clicks = await All(queries, new LinkFilter { Sort = LinkSort.MostClicks });
        var last = await All(queries, new LinkFilter { Sort = LinkSort.LastClick });
        Assert.Equal(7, newest.Distinct().Count());
        Assert.Equal(Enumerable.Reverse(newest), oldest);
        Assert.Equal(newest.Order(), clicks.Order());
        Assert.Equal(newest.Order(), last.Order());
        Assert.Equal(Errors.InvalidCursor, (await queries.List(owner, new LinkFilter(), new PageRequest(5, "nonsense"))).Error);
    }

    [Theory, OnBothDatabases]
    public async Task Words_tags_hosts_and_dates_filter(Db db)
    {
        var (grains, queries) = await Open(db);
        var (a, b) = (NewLinks.CustomCode(), NewLinks.CustomCode());
        var first = await grains.MakeLink(NewLinks.To("https://shop.example/Winter-Sale", owner) with { Code = a, Tags = ["x", "Y"], Title = "Großer Ausverkauf" });
        await grains.MakeLink(NewLinks.To("https://blog.example/", owner) with { Code = b, Tags = ["y", "z"], Note = "for the winter" });
        await grains.MakeLink(NewLinks.To("https://shop.example/", NewLinks.Somebody()) with { Tags = ["x"] });

        Assert.Equal(new[] { a, b }.Order(), await Sorted(queries, new LinkFilter { Text = "WINTER" }));
        Assert.Equal([a], await All(queries, new LinkFilter { Text = "ausverkauf sale" }));
        Assert.Empty(await All(queries, new LinkFilter { Text = "'; DROP TABLE" }));
        Assert.Equal(new[] { a, b }.Order(), await Sorted(queries, new LinkFilter { Tags = ["X", "z"] }));
        Assert.Equal([a], await All(queries, new LinkFilter { Tags = ["x", "y"], TagMode = TagMode.All }));
        Assert.Equal([b], await All(queries, new LinkFilter { Tags = ["x"], TagMode = TagMode.None }));
        Assert.Equal([a], await All(queries, new LinkFilter { Host = "SHOP.example" }));
        Assert.Empty(await All(queries, new LinkFilter { To = first.CreatedAt }));
        Assert.Equal(new[] { a, b }.Order(), await Sorted(queries, new LinkFilter { From = first.CreatedAt, To = DateTimeOffset.UtcNow.AddMinutes(1) }));
        Assert.Equal([new TagCount("y", 2), new TagCount("x", 1), new TagCount("z", 1)], await queries.Tags(owner));
    }

    [Theory, OnBothDatabases]
    public async Task Each_link_is_under_one_status(Db db)
    {
        var (grains, queries) = await Open(db);
        var now = DateTimeOffset.UtcNow;
        var active = await Make(new NewLink { Url = "https://a.example/", StartsAt = now.AddMinutes(-5), ExpiresAt = now.AddDays(1), MaxVisits = 1 });
        var scheduled = await Make(new NewLink { Url = "https://a.example/", StartsAt = now.AddDays(1) });
        var archived = await Make(new NewLink { Url = "https://a.example/" });
        await grains.Link(archived).Update(owner, new LinkChange { Archived = true }, null);
        var suspended = await Make(new NewLink { Url = "https://a.example/" });
        await grains.Link(suspended).Suspend("why");
        var deleted = await Make(new NewLink { Url = "https://a.example/" });
        await grains.Link(deleted).Delete(owner);

        Assert.Equal([active], await All(queries, new LinkFilter { Status = LinkStatus.Active }));
        Assert.Equal([scheduled], await All(queries, new LinkFilter { Status = LinkStatus.Scheduled }));
        Assert.Equal([archived], await All(queries, new LinkFilter { Status = LinkStatus.Archived }));
        Assert.Equal([suspended], await All(queries, new LinkFilter { Status = LinkStatus.Suspended }));
        Assert.Empty(await All(queries, new LinkFilter { Status = LinkStatus.Expired }));
        Assert.Empty(await All(queries, new LinkFilter { Status = LinkStatus.Exhausted }));
        Assert.Equal(new[] { suspended, scheduled, active }.Order(), await Sorted(queries, new LinkFilter()));

        async Task<string> Make(NewLink link) => (await grains.MakeLink(link with { Owner = owner })).Code;
    }

    [Theory, OnBothDatabases]
    public async Task The_newest_plain_link_is_found_again_and_no_other(Db db)
    {
        var (grains, queries) = await Open(db);
        var plain = await grains.MakeLink(NewLinks.To("https://example.com/same", owner));
        await grains.MakeLink(NewLinks.To("https://example.com/same", owner) with { MaxVisits = 1 });
        await grains.MakeLink(NewLinks.To("https://example.com/same", owner) with { Password = "kept" });
        await grains.MakeLink(NewLinks.To("https://example.com/same", NewLinks.Somebody()));
        var hash = LinkUrl.Normalise("https://example.com/same").Require().Hash;
        Assert.Equal(plain.Code, await queries.NewestPlain(owner, hash));
        await grains.Link(plain.Code).Delete(owner);
        Assert.Null(await queries.NewestPlain(owner, hash));
    }

    [Theory, OnBothDatabases]
    public async Task The_sweep_sees_every_link_once_in_order_of_host_and_code(Db db)
    {
        var (grains, queries) = await Open(db);
        var host = $"{Guid.NewGuid():N}.example";
        var codes = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            codes.Add((await grains.MakeLink(NewLinks.To($"https://{host}/{i}", owner))).Code);
        }

        var rows = await queries.Sweep(host, "");
        Assert.Equal(codes.Order(StringComparer.Ordinal), rows.Where(r => r.Host == host).Select(r => r.Code));
        Assert.DoesNotContain(await queries.Sweep(host, codes.Max(StringComparer.Ordinal)!), r => r.Host == host);
    }

    [Theory, OnBothDatabases]
    public async Task A_persons_links_are_exported_and_erased(Db db)
    {
        var (grains, queries) = await Open(db);
        var made = await grains.MakeLink(NewLinks.To("https://example.com/mine", owner));
        await grains.MakeLink(NewLinks.To("https://example.com/too", owner));
        var export = (await silos.Get<IEnumerable<IUserExport>>(db)).Single(e => e.Slice == "links");
        var erasure = (await silos.Get<IEnumerable<IUserErasure>>(db)).Single(e => e.Slice == "links");
        Assert.Equal(2, (await export.Export(owner, null, CancellationToken.None)).Items.Count);

        while (!await erasure.EraseStep(owner, CancellationToken.None))
        {
        }

        Assert.Empty(await All(queries, new LinkFilter()));
        Assert.Empty((await export.Export(owner, null, CancellationToken.None)).Items);
        Assert.Equal(LinkOutcome.Deleted, (await grains.Link(made.Code).Resolve()).Fixed);
    }

    private async Task<(IGrainFactory Grains, ILinkQueries Queries)> Open(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        return (grains, grains.GetGrain<ILinkQueries>(0));
    }

    private async Task<IEnumerable<string>> Sorted(ILinkQueries queries, LinkFilter filter) => (await All(queries, filter)).Order();

    private async Task<List<string>> All(ILinkQueries queries, LinkFilter filter)
    {
        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await queries.List(owner, filter, new PageRequest(2, cursor))).Require();
            codes.AddRange(page.Items.Select(l => l.Code));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return codes;
    }
}
