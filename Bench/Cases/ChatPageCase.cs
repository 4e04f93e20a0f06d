using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Bench.Cases;

/// <summary>A page out of a room of a million messages, against the bare query on the primary key.</summary>
internal static class ChatPageCase
{
    private const int Messages = 1_000_000;
    private const int Page = 50;
    private const int Readers = 16;

    public static readonly BenchCase Pages = new("chat-page", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        var settings = new SiloSettings(postgres.ConnectionString);
        var room = await Fill(settings);
        await using var silo = await BenchSilo.OnPostgres(settings);
        await using var pages = await PostgresPages.Open(postgres.ConnectionString, Readers, RoomEvents.Stream(room.Id), Page);

        yield return await pairs.Compare(
            $"newest {Page} of {Messages:N0} messages", pages.Side(static () => long.MaxValue), Reads(silo, room, static () => null), new Goal(Ratio: 0.5));
        yield return await pairs.Compare(
            $"any {Page} of {Messages:N0} messages", pages.Side(Anywhere), Reads(silo, room, static () => Anywhere()), new Goal(Ratio: 0.5));
    }

    private static Side Reads(BenchSilo silo, ChatRoom room, Func<long?> before) => Side.Closed($"history, {Readers} readers", Readers, async _ =>
    {
        var page = await room.Read(silo.Grains, new HistoryRequest { Before = before(), Limit = Page });
        if (page.Items.Count != Page)
        {
            throw new InvalidOperationException($"A page holds {page.Items.Count} messages instead of {Page}.");
        }
    });

    /// <summary>The room is read back by another silo, as after a restart.</summary>
    private static async Task<ChatRoom> Fill(SiloSettings settings)
    {
        ChatRoom room;
        await using (var silo = await BenchSilo.OnPostgres(settings))
        {
            room = await ChatRoom.Make(silo.Grains);
            await room.Send(silo.Grains, room.Owner);
        }

        await StoredChat.Repeat(settings.ConnectionString, room, RoomEvents.Stream(room.Id), Messages);
        return room;
    }

    private static long Anywhere() => Random.Shared.Next(2 * Page, Messages);
}
