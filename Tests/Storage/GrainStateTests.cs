using System.Text.Json.Serialization;
using Dapper;
using Orleans.Storage;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

[Collection<StorageCollection>]
public sealed class GrainStateTests(StorageSilos silos)
{
    private const string StateName = "tests.note";

    private sealed record Note
    {
        public int SchemaVersion { get; init; } = 1;

        public string Text { get; init; } = "";

        public DateTimeOffset? At { get; init; }

        public Shape? Shape { get; init; }
    }

    [JsonPolymorphic]
    [JsonDerivedType(typeof(Circle), "circle")]
    private abstract record Shape;

    private sealed record Circle : Shape
    {
        public int R { get; init; }
    }

    private static GrainId NewGrain() => GrainId.Create("note", $"note:{Guid.NewGuid():N}");

    [Theory, OnBothDatabases]
    public async Task A_document_reads_back_as_written(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        var note = new Note { Text = "naïve 日本 \"quoted\"", At = new DateTimeOffset(2027, 3, 28, 7, 0, 0, 1, TimeSpan.Zero), Shape = new Circle { R = 3 } };
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(note));

        var read = await Read(storage, grain);

        Assert.True(read.RecordExists);
        Assert.Equal("1", read.ETag);
        // jsonb puts the short member before the type's name.
        Assert.Equal(note, read.State);
    }

    [Theory, OnBothDatabases]
    public async Task Of_first_writes_at_once_exactly_one_wins(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Try(storage, grain, new GrainState<Note>(new Note { Text = $"{i}" }))));

        var winner = Assert.Single(Enumerable.Range(0, 16), i => outcomes[i]);
        Assert.Equal($"{winner}", (await Read(storage, grain)).State!.Text);
    }

    [Theory, OnBothDatabases]
    public async Task A_write_on_an_old_version_is_refused(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "first" }));
        var (one, other) = (await Read(storage, grain), await Read(storage, grain));
        one.State = new Note { Text = "second" };
        await storage.WriteStateAsync(StateName, grain, one);

        Assert.False(await Try(storage, grain, other));
        Assert.Equal("2", one.ETag);
        Assert.Equal("second", (await Read(storage, grain)).State!.Text);
    }

    [Theory, OnBothDatabases]
    public async Task A_deleted_document_is_gone_and_no_old_activation_revives_it(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "old" }));
        var (owner, stale) = (await Read(storage, grain), await Read(storage, grain));

        await storage.ClearStateAsync(StateName, grain, owner);

        Assert.False(await Try(storage, grain, stale));
        Assert.False((await Read(storage, grain)).RecordExists);
    }

    [Theory, OnBothDatabases]
    public async Task An_old_version_deletes_nothing(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "first" }));
        var (owner, stale) = (await Read(storage, grain), await Read(storage, grain));
        await storage.WriteStateAsync(StateName, grain, owner);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(StateName, grain, stale));
        Assert.True((await Read(storage, grain)).RecordExists);
    }

    [Theory, OnBothDatabases]
    public async Task A_deleted_key_can_be_written_again(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        var state = new GrainState<Note>(new Note { Text = "first" });
        await storage.WriteStateAsync(StateName, grain, state);
        await storage.ClearStateAsync(StateName, grain, state);

        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "again" }));

        Assert.Equal("again", (await Read(storage, grain)).State!.Text);
    }

    [Theory, OnBothDatabases]
    public async Task A_key_that_reads_as_a_number_is_refused_loudly(Db db)
    {
        var storage = await silos.Get<IGrainStorage>(db);
        var grain = GrainId.Create("note", "abc");

        await Assert.ThrowsAnyAsync<Exception>(() => storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note())));
    }

    [Theory, OnBothDatabases]
    public async Task Views_find_members_by_their_camel_case_names(Db db)
    {
        var (storage, queries, grain) = (await silos.Get<IGrainStorage>(db), await silos.Get<QueryDatabase>(db), NewGrain());
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "here", At = DateTimeOffset.UnixEpoch }));

        var row = Assert.Single(await queries.Query<(string, string, int)>(
            "SELECT state->>'text', state->>'at', version FROM grain_state WHERE grain_key = @key", new { key = grain.Key.ToString() }));

        Assert.Equal(("here", "1970-01-01T00:00:00.000Z", 1), row);
    }

    [Theory, OnBothDatabases]
    public async Task The_statement_that_clears_and_keeps_the_row_raises_its_version(Db db)
    {
        var (storage, grain) = (await silos.Get<IGrainStorage>(db), NewGrain());
        await storage.WriteStateAsync(StateName, grain, new GrainState<Note>(new Note { Text = "text" }));
        var place = new { GrainTypeString = StateName, GrainIdExtensionString = grain.Key.ToString(), GrainStateVersion = 1 };
        await using (var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync())
        {
            var clear = await connection.QuerySingleAsync<string>("SELECT querytext FROM orleansquery WHERE querykey = 'ClearStorageKey'");
            Assert.Equal([2], await connection.QueryAsync<int>(clear, place));
            Assert.Empty(await connection.QueryAsync<int>(clear, place));
        }

        Assert.False((await Read(storage, grain)).RecordExists);
    }

    private static async Task<GrainState<Note>> Read(IGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Note>(new Note());
        await storage.ReadStateAsync(StateName, grain, state);
        return state;
    }

    private static async Task<bool> Try(IGrainStorage storage, GrainId grain, GrainState<Note> state)
    {
        try
        {
            await storage.WriteStateAsync(StateName, grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
