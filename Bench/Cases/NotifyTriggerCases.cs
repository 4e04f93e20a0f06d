using Npgsql;
using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Bench.Cases;

/// <summary>What applications start, beside inserts of the documents it makes: triggers, and the recipients of a topic.</summary>
internal static class NotifyTriggerCases
{
    private const int Callers = 16;
    private const int Members = 2_000;

    public static readonly BenchCase Triggers = new("notify-triggers", RunTriggers);

    public static readonly BenchCase FanOut = new("notify-fan-out", RunFanOut);

    private static async IAsyncEnumerable<Row> RunTriggers(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        var shop = await NotifyShop.Open(silo.Grains);
        await shop.StartTopic(NotifyShop.Nobody);
        await using var inserts = await Inserts(postgres, "grain_state_notifications_trigger", TriggerState.Name);
        var alone = Side.Closed($"triggers for nobody, {Callers} callers", Callers, async _ => await shop.StartTopic(NotifyShop.Nobody));
        yield return await pairs.Compare("durable triggers", inserts.Side, alone, new Goal(Ratio: 0.6));

        // Telling the recipient runs beside, and takes its share of the machine.
        var told = Side.Closed($"triggers for one each, {Callers} callers", Callers, async _ => await shop.StartForOne());
        yield return await pairs.Compare("durable triggers while each is told", inserts.Side, told);
    }

    private static async IAsyncEnumerable<Row> RunFanOut(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        var shop = await NotifyShop.Open(silo.Grains);
        await shop.TellNewTopic(1);
        await using var inserts = await Inserts(postgres, "grain_state_notifications_subscriber", SubscriberState.Name);
        var topic = new Side($"inboxes of a topic of {Members:N0}", _ => shop.TellNewTopic(Members));
        yield return await pairs.Compare("recipients of a topic told", inserts.Side, topic, new Goal(Ratio: 0.3));
    }

    /// <summary>Inserts of a document as the product has just made one.</summary>
    private static async Task<PostgresInserts> Inserts(PostgresServer postgres, string partition, string stateName)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var read = source.CreateCommand($"SELECT state::text FROM {partition} LIMIT 1");
        var document = (string)(await read.ExecuteScalarAsync())!;
        return await PostgresInserts.Open(postgres.ConnectionString, Callers, BareRow.Document(partition, stateName, document));
    }
}
