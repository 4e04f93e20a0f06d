using Dapper;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

[Collection<StorageCollection>]
public sealed class SqlDialectTests(StorageSilos silos)
{
    private sealed record Row(string Key, string Title);

    [Theory, OnBothDatabases]
    public async Task Tags_are_found_by_any_and_by_all(Db db)
    {
        var (state, queries) = await Notes(db, """{"tags":["a","b"]}""", """{"tags":["b","c"]}""", """{"tags":[]}""");

        Assert.Equal(["0", "1"], await Find(queries, state, d => d.HasAny("state->'tags'", "@wanted"), d => d.Texts(["b", "x"])));
        Assert.Equal(["1"], await Find(queries, state, d => d.HasAll("state->'tags'", "@wanted"), d => d.Texts(["b", "c"])));
        Assert.Equal(["2"], await Find(queries, state, d => $"NOT {d.HasAny("state->'tags'", "@wanted")}", d => d.Texts(["b"])));
    }

    [Theory, OnBothDatabases]
    public async Task A_text_is_found_among_several(Db db)
    {
        var (state, queries) = await Notes(db, """{"title":"a"}""", """{"title":"b"}""", """{"title":"c"}""");

        Task<IEnumerable<string>> AmongThese(params string[] texts) => Find(queries, state, d => d.IsOneOf("state->>'title'", "@wanted"), d => d.Texts(texts));

        Assert.Equal(["0", "2"], await AmongThese("c", "a", "x"));
        Assert.Empty(await AmongThese());
    }

    [Theory, OnBothDatabases]
    public async Task Words_are_found_in_any_order_and_case_and_by_their_beginning(Db db)
    {
        var (state, queries) = await Notes(db, """{"title":"The quick brown fox"}""", """{"title":"Quick quiche"}""", """{"title":"nothing"}""");

        Task<IEnumerable<string>> Match(string query) => Find(queries, state, d => d.Match("state->>'title'", "@wanted"), d => d.Words(query));

        Assert.Equal(["0"], await Match("FOX quick"));
        Assert.Equal(["0", "1"], await Match("qui"));
        Assert.Empty(await Match("fox & | ! ( :* ' wolf"));
        Assert.Empty(await Match("'!?"));
    }

    [Theory, OnBothDatabases]
    public async Task Pages_by_key_neither_skip_nor_repeat(Db db)
    {
        var documents = Enumerable.Range(0, 25).Select(i => $$"""{"title":"{{(char)('a' + (i % 5))}}"}""").ToArray();
        var (state, queries) = await Notes(db, documents);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var keys = cursor is null ? null : Cursor.Decode(cursor, 2);
            var rows = await queries.Query<Row>(
                $"""
                SELECT grain_key AS key, state->>'title' AS title FROM grain_state
                 WHERE state_name = @state {(keys is null ? "" : "AND (state->>'title', grain_key) > (@title, @key)")}
                 ORDER BY state->>'title', grain_key LIMIT 8
                """,
                new { state, title = keys?[0], key = keys?[1] });
            var page = rows.ToPage(7, row => row.Key, row => [row.Title, row.Key]);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
    }

    private static async Task<IEnumerable<string>> Find(QueryDatabase queries, string state, Func<ISqlDialect, string> condition, Func<ISqlDialect, object> value)
    {
        var sql = $"SELECT grain_key FROM grain_state WHERE state_name = @state AND {condition(queries.Dialect)} ORDER BY grain_key";
        return await queries.Query<string>(sql, new { state, wanted = value(queries.Dialect) });
    }

    /// <summary>Documents under a state name of this test alone, with the keys 0, 1, 2…</summary>
    private async Task<(string State, QueryDatabase Queries)> Notes(Db db, params string[] documents)
    {
        var state = $"tests.{Guid.NewGuid():N}";
        await using var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync();
        var document = db == Db.Postgres ? "@document::jsonb" : "@document";
        await connection.ExecuteAsync(
            $"INSERT INTO grain_state VALUES (@state, @key, 1, current_timestamp, {document})",
            documents.Select((text, i) => new { state, key = $"{i}", document = text }));
        return (state, await silos.Get<QueryDatabase>(db));
    }
}
