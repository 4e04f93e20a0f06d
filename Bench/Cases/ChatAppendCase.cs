using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>Messages as rooms acknowledge them, without HTTP: to many rooms against as many inserts, to one room against inserts batched by hand.</summary>
internal static class ChatAppendCase
{
    private const int Rooms = 200;
    private const int Senders = 100;

    public static readonly BenchCase Appends = new("chat-append", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        var rooms = await Task.WhenAll(Enumerable.Range(0, Rooms).Select(_ => ChatRoom.Make(silo.Grains)));
        var hot = rooms[0];
        var senders = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => hot.AddModerator(silo.Grains)));
        await hot.Send(silo.Grains, hot.Owner);

        var row = BareRow.Entry("message", await StoredChat.ReadMessage(postgres.ConnectionString), StoredChat.Partition);
        await using (var inserts = await PostgresInserts.Open(postgres.ConnectionString, Rooms, row))
        {
            var sends = Side.Closed($"Send, {Rooms} rooms", Rooms, async sender => await rooms[sender].Send(silo.Grains, rooms[sender].Owner));
            yield return await pairs.Compare($"messages to {Rooms} rooms", inserts.Side, sends, new Goal(Ratio: 2));
        }

        await using var batches = await PostgresBatches.Open(postgres.ConnectionString, Senders, row);
        var burst = Side.Closed($"Send, one room, {Senders} senders", Senders, async sender => await hot.Send(silo.Grains, senders[sender]));
        yield return await pairs.Compare("messages to one room", batches.Side, burst, new Goal(Ratio: 0.5));
    }
}
