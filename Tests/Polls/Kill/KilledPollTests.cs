using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Tests.Kill;
using OrleansBackends.Tests.Polls.Web;

namespace OrleansBackends.Tests.Polls.Kill;

/// <summary>One poll in four shards over three silo processes, and voters at two frontend processes.</summary>
[Collection<PatientKillCollection>]
public sealed class KilledPollTests(KillFixture kill)
{
    private const int AtOnce = 32;

    /// <summary>The run of the suite is a small one; this many voters take some minutes.</summary>
    private static readonly int Voters = int.Parse(Environment.GetEnvironmentVariable("POLLS_KILL_VOTERS") ?? "2000", CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<int, int> acknowledged = new();

    [Fact]
    public async Task Every_acknowledged_ballot_counts_once_though_a_silo_is_killed_while_people_vote()
    {
        KillFixture.NeedPostgres();
        var poll = await kill.User(0).OpenPoll(new { type = "ranked", method = "schulze", expectedVoters = 50_000 });
        using var watcher = await LivePoll.Watch(kill.NewBrowser(1), poll);
        var begun = Stopwatch.GetTimestamp();
        var voting = Parallel.ForAsync(0, Voters, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (voter, _) => await Vote(poll, voter));
        await TestTime.Eventually(() => Task.FromResult(acknowledged.Count >= Voters / 4), "a quarter of the ballots");
        var shard = kill.Grains.GetGrain<IShardGrain>(PollKey.Shard(poll, 1));
        var home = (await kill.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(shard))!.Endpoint.Port;
        kill.Cluster.Silos[home].Kill();
        await voting;
        var took = Stopwatch.GetElapsedTime(begun);
        await kill.Cluster.Replace(home);

        Assert.True(watcher.Seen.Count > 2, $"The live page moved {watcher.Seen.Count} times while {Voters} people voted.");

        // Everybody voted twice: the second ballot counts.
        await Until(() => kill.User(0).PostAsync($"/api/polls/{poll}/close", null), HttpStatusCode.OK);
        var result = await kill.User(0).Results(poll);
        var file = RecountedFile.Parse(await kill.User(1).GetStringAsync($"/api/polls/{poll}/ballots.blt"));
        Assert.Equal(Voters, result.GetProperty("ballots").GetInt64());
        Assert.Equal(Voters, file.Ballots);
        Assert.Equal(
            [.. Enumerable.Range(0, 3).Select(option => (decimal)acknowledged.Values.Count(last => last == option))],
            file.FirstRanks());
        Assert.Equal(
            file.Pairs().Select(row => string.Join(',', row)),
            result.GetProperty("matrix").EnumerateArray().Select(row => string.Join(',', row.EnumerateArray().Select(cell => cell.GetInt64()))));
        Assert.Equal(Voters, await watcher.Final());
        Assert.Equal(watcher.Seen.Order(), watcher.Seen);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Voters} voters, two ballots each, in {took.TotalSeconds:0} s with a silo killed; recount of the export equal; the live page moved {watcher.Seen.Count} times.");
    }

    /// <summary>Votes, then votes otherwise, each until it is acknowledged; a repeat after a lost answer is the same ballot.</summary>
    private async Task Vote(string poll, int voter)
    {
        using var client = kill.NewBrowser(voter % 2);
        client.DefaultRequestHeaders.Add("Voter-Token", Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        for (var round = 0; round < 2; round++)
        {
            var first = (voter + round) % 3;
            var ballot = new { ranking = new[] { new[] { $"o{first + 1}" }, [$"o{((first + 1) % 3) + 1}"] } };
            await Until(() => client.PutAsJsonAsync($"/api/polls/{poll}/ballot", ballot), HttpStatusCode.OK, HttpStatusCode.Created);
            acknowledged[voter] = first;
        }
    }

    private static async Task Until(Func<Task<HttpResponseMessage>> send, params HttpStatusCode[] wanted)
    {
        HttpStatusCode last = default;
        await TestTime.Eventually(async () =>
        {
            using var answer = await send();
            last = answer.StatusCode;
            Assert.True(last is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted || (int)last >= 500, $"{last}: {await answer.Content.ReadAsStringAsync()}");
            return wanted.Contains(last);
        }, $"an answer of {string.Join(" or ", wanted)}");
    }
}
