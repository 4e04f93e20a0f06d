using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class LiveTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    private static readonly TimeSpan Deadline = TestTime.Deadline;

    [Fact]
    public async Task A_watcher_of_the_hub_gets_each_event_in_order()
    {
        var (id, feed) = Feed();
        await using var hub = await Connect();
        var events = Channel.CreateUnbounded<LiveMessage>();
        hub.On<LiveMessage>("event", e => events.Writer.TryWrite(e));
        var answer = await hub.InvokeAsync<LiveAnswer>("Subscribe", $"probes:feed:{id}", null);
        Assert.True(answer.Reset);
        for (var i = 1; i <= 50; i++)
        {
            await feed.Publish(i);
        }

        var before = answer.Position;
        for (var i = 1; i <= 50; i++)
        {
            var next = await events.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
            Assert.Equal((before, i), (next.Before, next.Data.GetProperty("value").GetInt32()));
            before = next.Position;
        }
    }

    [Fact]
    public async Task A_watcher_who_comes_back_is_given_what_it_missed()
    {
        var (id, feed) = Feed();
        await using var hub = await Connect();
        var first = await hub.InvokeAsync<LiveAnswer>("Subscribe", $"probes:feed:{id}", null);
        await hub.InvokeAsync("Unsubscribe", $"probes:feed:{id}");
        await feed.Publish(7);
        await feed.Publish(8);
        var missed = await hub.InvokeAsync<LiveAnswer>("Subscribe", $"probes:feed:{id}", first.Position);
        Assert.False(missed.Reset);
        Assert.Equal([7, 8], missed.Events.Select(e => e.Data.GetProperty("value").GetInt32()));
    }

    [Theory]
    [InlineData("nothing:here:1", "topic-not-found")]
    [InlineData("probes", "topic-not-found")]
    [InlineData("probes:feed:secret", "forbidden")]
    public async Task A_topic_that_one_may_not_watch_is_refused_by_its_code(string topic, string code)
    {
        await using var hub = await Connect();
        var refusal = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<LiveAnswer>("Subscribe", topic, null));
        Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
        using var client = app.CreateClient();
        await Problem.Read(await client.GetAsync($"/api/live/{topic}"), code == "forbidden" ? 403 : 404, code);
    }

    [Fact]
    public async Task An_event_stream_resumes_after_the_last_event_id()
    {
        var (id, feed) = Feed();
        using var client = app.CreateClient();
        await feed.Publish(1);
        string position;
        using (var first = await EventStream.Open(client, $"/api/live/probes:feed:{id}", null))
        {
            Assert.Equal("reset", (await first.Next(Deadline)).Name);
            Assert.Equal(("snapshot", """{"last":1}"""), NameAndData(await first.Next(Deadline)));
            await feed.Publish(2);
            var live = await first.Next(Deadline);
            Assert.Equal(("value", """{"value":2}"""), NameAndData(live));
            position = live.Id;
        }

        await feed.Publish(3);
        using var second = await EventStream.Open(client, $"/api/live/probes:feed:{id}", position);
        Assert.Equal(("value", """{"value":3}"""), NameAndData(await second.Next(Deadline)));
    }

    [Fact]
    public async Task A_grain_that_forgot_this_process_is_asked_again_and_nothing_is_missed()
    {
        var (id, feed) = Feed();
        var heard = Channel.CreateUnbounded<string>();
        using var listening = app.Services.GetRequiredService<LiveConnector>().Listen($"probes:feed:{id}", feed, batch =>
        {
            foreach (var e in batch.Events)
            {
                heard.Writer.TryWrite(e.Data);
            }
        });
        Assert.Equal("""{"last":0}""", await heard.Reader.ReadAsync().AsTask().WaitAsync(Deadline));
        await feed.Forget();
        await feed.Publish(1);
        await feed.Publish(2);
        app.Services.GetRequiredService<LiveSignal>().Raise();
        Assert.Equal("""{"value":1}""", await heard.Reader.ReadAsync().AsTask().WaitAsync(Deadline));
        Assert.Equal("""{"value":2}""", await heard.Reader.ReadAsync().AsTask().WaitAsync(Deadline));
    }

    private (string Id, IProbeFeedGrain Feed) Feed()
    {
        var id = Guid.NewGuid().ToString("N");
        return (id, app.Grains.GetGrain<IProbeFeedGrain>($"probefeed:{id}"));
    }

    private async Task<HubConnection> Connect()
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Server, "/hubs/live"), o => o.Headers["X-Forwarded-For"] = TestClients.NextAddress().ToString())
            .AddJsonProtocol(json => RequestJson.Apply(json.PayloadSerializerOptions))
            .Build();
        await hub.StartAsync();
        return hub;
    }

    private static (string Name, string Data) NameAndData(ServerEvent e) => (e.Name, JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(e.Data)));
}
