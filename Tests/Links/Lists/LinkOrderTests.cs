using Dapper;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Links.Lists;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Links.Lists;

/// <summary>Lists in order of clicks, and the indexes that give every list its order.</summary>
[Collection<StorageCollection>]
public sealed class LinkOrderTests(StorageSilos silos)
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly UserId owner = NewLinks.Somebody();

    [Theory, OnBothDatabases]
    public async Task Links_with_clicks_come_in_order_of_them_and_the_others_after_them_newest_first(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var links = new List<LinkView>();
        for (var i = 0; i < 7; i++)
        {
            links.Add(await grains.MakeLink(NewLinks.To($"https://example.com/{i}", owner)));
        }

        // 0: 5 clicks long ago; 1 and 2: 9 clicks each, 2 the later; 3: 1 click, the last of all; 4, 5, 6: none.
        await Click(db, links[0], total: 5, Now.AddDays(-9));
        await Click(db, links[1], total: 9, Now.AddDays(-3));
        await Click(db, links[2], total: 9, Now.AddDays(-2));
        await Click(db, links[3], total: 1, Now);
        var (a, b) = string.CompareOrdinal(links[1].Code, links[2].Code) > 0 ? (1, 2) : (2, 1);
        var rest = links[4..].OrderByDescending(l => l.CreatedAt).ThenByDescending(l => l.Code, StringComparer.Ordinal).Select(l => l.Code).ToList();
        Assert.Equal([.. Codes(a, b, 0, 3), .. rest], await All(grains, LinkSort.MostClicks));
        Assert.Equal([.. Codes(3, 2, 1, 0), .. rest], await All(grains, LinkSort.LastClick));

        IEnumerable<string> Codes(params int[] indexes) => indexes.Select(i => links[i].Code);
    }

    [Theory, OnBothDatabases]
    public async Task Clicks_of_an_earlier_link_under_the_same_code_do_not_count(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var link = await grains.MakeLink(NewLinks.To("https://example.com/", owner));
        await Click(db, link with { CreatedAt = link.CreatedAt.AddDays(-1) }, total: 5, Now);
        Assert.Equal([link.Code], await All(grains, LinkSort.MostClicks));
        var page = await grains.GetGrain<ILinkQueries>(0).List(owner, new LinkFilter { Sort = LinkSort.MostClicks }, new PageRequest(5, null));
        Assert.Equal(ClickTotals.None, page.Require().Items.Single().Clicks);
    }

    [Theory, OnBothDatabases]
    public async Task An_index_gives_every_list_its_order(Db db)
    {
        foreach (var (sort, index) in new[]
        {
            (LinkSort.NewestFirst, "links_link_owner"), (LinkSort.OldestFirst, "links_link_owner"),
            (LinkSort.MostClicks, "links_stats_total"), (LinkSort.LastClick, "links_stats_last_click"),
        })
        {
            var part = ListPart.Of(sort)[0];
            var list = new LinkListSql((await silos.Get<QueryDatabase>(db)).Dialect, part);
            var sql = list.Build(owner, new LinkFilter { Sort = sort }, new ListPlace(0, part.IsNumber ? "7" : Now.ToText(), "abc"), 21, Now);
            await Uses(db, index, sql, list.Parameters);
        }
    }

    [Theory, OnBothDatabases]
    public async Task What_an_operation_made_and_an_owner_has_is_found_by_an_index(Db db)
    {
        await Uses(db, "links_link_operation", "SELECT code FROM links_made WHERE operation = @operation LIMIT 1", new { operation = "x" });
        await Uses(
            db, "links_link_", "SELECT count(*) FROM (SELECT 1 FROM links_made WHERE owner = @owner AND deleted_at IS NULL LIMIT @upTo) AS owned",
            new { owner = owner.ToString(), upTo = 5 });
    }

    /// <summary>Few rows would rather be scanned and sorted; where that is not allowed, the plan shows whether the index could do it all.</summary>
    private async Task Uses(Db db, string index, string sql, object parameters)
    {
        await using var connection = await (await silos.Get<Database>(db)).Reads.OpenConnectionAsync();
        string plan;
        if (db is Db.Sqlite)
        {
            plan = string.Join('\n', (await connection.QueryAsync($"EXPLAIN QUERY PLAN {sql}", parameters)).Select(step => (string)step.detail));
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
        else
        {
            await connection.ExecuteAsync(
                "SET enable_sort = off; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
            plan = string.Join('\n', await connection.QueryAsync<string>($"EXPLAIN {sql}", parameters));
            await connection.ExecuteAsync("RESET ALL");
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }

        Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    /// <summary>The statistics document as its grain would write it.</summary>
    private async Task Click(Db db, LinkView link, long total, DateTimeOffset lastClickAt)
    {
        var state = DocumentJson.Write(new { owner = owner.ToString(), created = link.CreatedAt, total, human = total, bots = 0L, lastClickAt });
        await using var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync();
        await connection.ExecuteAsync(
            $"""
            INSERT INTO grain_state (state_name, grain_key, version, modified_at, state)
            VALUES ('links.stats', @key, 1, {(db is Db.Sqlite ? "'now'" : "now()")}, {(db is Db.Sqlite ? "@state" : "@state::jsonb")})
            """,
            new { key = LinkKey.Stats(link.Code), state });
    }

    private async Task<List<string>> All(IGrainFactory grains, LinkSort sort)
    {
        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await grains.GetGrain<ILinkQueries>(0).List(owner, new LinkFilter { Sort = sort }, new PageRequest(2, cursor))).Require();
            codes.AddRange(page.Items.Select(l => l.Code));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return codes;
    }
}
