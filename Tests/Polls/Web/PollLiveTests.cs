using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class PollLiveTests(AppFixture app)
{
    private static readonly TimeSpan Deadline = TestTime.Deadline;

    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task Everybody_sees_the_counts_move_and_the_last_one_equals_the_result()
    {
        var id = await owner.OpenPoll();
        using var events = await EventStream.Open(app.CreateClient(), $"/api/live/polls:poll:{id}", lastEventId: null);
        Assert.Equal(0, (await Next(events, "results", _ => true)).GetProperty("ballots").GetInt32());
        for (var i = 0; i < 5; i++)
        {
            await app.NewVoter().Choose(id, "o1");
        }

        await Next(events, "results", result => result.GetProperty("ballots").GetInt32() == 5);
        await owner.Close(id);
        var final = await Next(events, "results", result => result.GetProperty("final").GetBoolean());
        var served = await owner.Results(id);
        Assert.Equal(served.GetProperty("tallies").GetRawText(), final.GetProperty("tallies").GetRawText());
        Assert.Equal(served.GetProperty("seq").GetInt64(), final.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Who_watches_a_poll_that_is_deleted_is_told_and_then_finds_nothing()
    {
        var id = await owner.OpenPoll();
        using var events = await EventStream.Open(app.CreateClient(), $"/api/live/polls:poll:{id}", lastEventId: null);
        await Next(events, "results", _ => true);
        await owner.DeleteAsync($"/api/polls/{id}");
        Assert.Equal("deleted", (await Next(events, "state", _ => true)).GetProperty("state").GetString());
        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{id}/results"), 404, "poll-not-found");
    }

    [Fact]
    public async Task Snapshots_come_at_most_four_times_a_second()
    {
        var id = await owner.OpenPoll();
        using var events = await EventStream.Open(app.CreateClient(), $"/api/live/polls:poll:{id}", lastEventId: null);
        await Next(events, "results", _ => true);
        var begun = TimeProvider.System.GetTimestamp();
        var voting = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.NewVoter().Choose(id, "o2")));
        var seen = 0;
        await Next(events, "results", result => ++seen > 0 && result.GetProperty("ballots").GetInt32() == 200);
        await voting;
        Assert.InRange(seen, 1, (TimeProvider.System.GetElapsedTime(begun).TotalSeconds * 4) + 2);
    }

    [Fact]
    public async Task Over_the_hub_who_votes_sees_counts_and_who_has_not_does_not()
    {
        var id = await owner.OpenPoll(new { visibility = "after-vote", strength = "account" });
        var voter = NewPolls.Somebody();
        await app.CreateClient(voter).Choose(id, "o1");
        await using var knowing = await Connect(app.CreateClient(voter));
        var seen = await knowing.InvokeAsync<JsonElement>("Subscribe", $"polls:poll:{id}", null);
        Assert.Equal("results", Assert.Single(seen.GetProperty("events").EnumerateArray()).GetProperty("name").GetString());

        await using var other = await Connect(app.CreateClient(NewPolls.Somebody()));
        var told = new List<string>();
        var ended = new TaskCompletionSource();
        other.On<JsonElement>("event", live =>
        {
            told.Add(live.GetRawText());
            if (live.GetRawText().Contains("\"closed\"", StringComparison.Ordinal))
            {
                ended.TrySetResult();
            }
        });
        var nothing = await other.InvokeAsync<JsonElement>("Subscribe", $"polls:poll:{id}", null);
        Assert.Empty(nothing.GetProperty("events").EnumerateArray());
        await app.CreateClient(NewPolls.Somebody()).Choose(id, "o2");
        await owner.Close(id);
        await TestTime.Soon(ended.Task, "that the poll is closed");
        Assert.DoesNotContain(told, text => text.Contains("tallies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cookie_opens_the_counts_after_the_vote()
    {
        var id = await owner.OpenPoll(new { visibility = "after-vote" });
        var voter = app.NewVoter();
        await voter.Choose(id, "o1");
        using var events = await EventStream.Open(voter, $"/api/live/polls:poll:{id}", lastEventId: null);
        Assert.Equal(1, (await Next(events, "results", _ => true)).GetProperty("ballots").GetInt32());
        await Problem.Read(await app.CreateClient().GetAsync("/api/live/polls:poll:000000000000"), 404, "poll-not-found");
    }

    private async Task<HubConnection> Connect(HttpClient client)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(app.Server, "/hubs/live"), http =>
        {
            foreach (var header in client.DefaultRequestHeaders.Where(header => header.Key != "User-Agent"))
            {
                http.Headers[header.Key] = string.Join(",", header.Value);
            }
        }).Build();
        await connection.StartAsync();
        return connection;
    }

    private static async Task<JsonElement> Next(EventStream events, string name, Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            if (await events.Next(Deadline) is { } e && e.Name == name && JsonSerializer.Deserialize<JsonElement>(e.Data) is var data && wanted(data))
            {
                return data;
            }
        }
    }
}
