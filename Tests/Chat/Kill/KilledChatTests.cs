using System.Net.Http.Json;
using Dapper;
using Npgsql;
using OrleansBackends.Tests.Common.Processes;

namespace OrleansBackends.Tests.Chat.Kill;

/// <summary>
/// People talk over two frontend processes before three silo processes; connections drop at random, and a silo and a frontend are killed. What each of
/// them has seen in the end is the log as it stands in the database.
/// </summary>
public sealed class KilledChatTests
{
    private static readonly KillSize Size = KillSize.Chosen;

    [Fact]
    public async Task Every_client_has_the_rooms_log_and_everything_acknowledged_is_in_it()
    {
        Assert.SkipWhen(PostgresServer.FindObstacle() is not null, PostgresServer.FindObstacle() ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var cluster = await ProcessCluster.Start(postgres.ConnectionString, silos: 3, frontends: 2, new KeyValuePair<string, string>("Cluster:FastFailover", "true"));
        using var http = new TestClients(cluster.Frontends[0].Address);
        var people = new List<SignedInUser>();
        for (var i = 0; i < Size.Rooms; i++)
        {
            people.Add(await http.Create().RegisterAsync());
        }

        // Two people a room: nobody has more connections than one may have, and moderators may send as fast as they like.
        var rooms = new List<string>();
        for (var i = 0; i < Size.Rooms; i++)
        {
            rooms.Add((await people[i].MakeRoom()).Text("id"));
            using var moderator = await people[i].Client.PutAsJsonAsync($"/api/chat/rooms/{rooms[i]}/members/{people[(i + 1) % Size.Rooms].Id}", new { role = "moderator" });
            moderator.EnsureSuccessStatusCode();
        }

        var alive = cluster.Frontends.Select(frontend => frontend.Address).ToList();
        var turn = 0;
        var clients = rooms.SelectMany((room, r) => Enumerable.Range(0, Size.ClientsPerRoom).Select(c => (Room: room, Client: new SteadyClient(
            room, people[(r + (c % 2)) % Size.Rooms].AccessToken, () => alive[Interlocked.Increment(ref turn) % alive.Count], (r * Size.ClientsPerRoom) + c,
            Size.Pace)))).ToList();
        using var sending = new CancellationTokenSource();
        var ends = rooms.ToDictionary(room => room, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        var running = clients.Select(c => Task.Run(() => c.Client.Run(ends[c.Room].Task, sending.Token))).ToList();

        await Sent(5);
        cluster.Silos.Values.First().Kill();
        await Sent(10);
        alive = [cluster.Frontends[0].Address];
        cluster.Frontends[1].Kill();
        await Sent(15);
        await sending.CancelAsync();
        await Task.Delay(TimeSpan.FromSeconds(12)); // What was being sent ends within the client's timeout, or is known not to have been answered.
        await using var database = new NpgsqlConnection(postgres.ConnectionString);
        foreach (var room in rooms)
        {
            ends[room].SetResult(await database.ExecuteScalarAsync<long>("SELECT max(seq) FROM journal WHERE slice = 'chat' AND stream = @stream", new { stream = $"chat-room:{room}" }));
        }

        await TestTime.Soon(Task.WhenAll(running), "all clients have the last number of their room");
        foreach (var (room, client) in clients)
        {
            Assert.Null(client.Fault);
            var journal = (await database.QueryAsync<(long Seq, string Kind, string? Text)>(
                "SELECT seq, kind, data->>'text' FROM journal WHERE slice = 'chat' AND stream = @stream ORDER BY seq", new { stream = $"chat-room:{room}" })).ToList();
            Assert.Equal(Enumerable.Range(1, journal.Count).Select(i => (long)i), journal.Select(e => e.Seq));
            Assert.Equal(journal.Select(e => (e.Seq, e.Text)), client.Log.Select(e => (e.Number("seq"), e.TryGetProperty("text", out var text) ? text.GetString() : null)));
            Assert.Equal(journal.Count(e => e.Kind == "message"), journal.Where(e => e.Kind == "message").Select(e => e.Text).Distinct().Count());
            Assert.All(client.Acknowledged, ack => Assert.Equal($"text {ack.Key}", journal[(int)ack.Value - 1].Text));
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{clients.Count} clients, {clients.Sum(c => c.Client.Connections)} connections, {clients.Sum(c => c.Client.Acknowledged.Count)} acknowledged messages, "
            + $"{clients.Sum(c => (long)c.Client.Log.Count)} events seen");

        // So many messages each, on average, however slow the machine, and no sooner than a third of the time.
        async Task Sent(int each)
        {
            await Task.Delay(Size.Time / 3); // Real processes keep real time.
            await TestTime.Eventually(
                () => Task.FromResult(clients.Sum(c => c.Client.Acknowledged.Count) >= each * clients.Count || clients.Any(c => c.Client.Fault is not null)),
                $"{each} messages of each client are acknowledged");
        }
    }
}
