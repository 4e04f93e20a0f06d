using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Chat.Live;

public sealed class ChatHubTests(AppFixture app) : IAsyncLifetime
{
    private SignedInUser ann = null!;
    private SignedInUser bob = null!;
    private string room = "";

    private string Topic => $"chat:room:{room}";

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_people_talk_over_the_hub()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        await using var b = await ChatConnection.Open(app.Server, bob);
        Assert.Equal((3, 0), (await b.Value("Subscribe", Topic, null)) is var s ? (s.Number("lastSeq"), s.Number("floorSeq")) : default);
        await a.Value("Subscribe", Topic, 3);
        var sent = await a.Value("Send", room, "one", "hello", null);
        Assert.Equal((4, $"{room}.4"), (sent.Number("seq"), sent.Text("id")));
        var seen = await b.Next();
        Assert.Equal((Topic, "message", "log-4", "log-3"), (seen.Text("topic"), seen.Text("name"), seen.Text("position"), seen.Text("before")));
        var data = seen.GetProperty("data");
        Assert.Equal(("hello", ann.Username, 4), (data.Text("text"), data.GetProperty("by").Text("username"), data.Number("seq")));
        Assert.False(data.TryGetProperty("clientId", out _));
        Assert.Equal("one", (await a.Next("message")).Text("clientId"));

        await a.Value("Edit", room, 4, "hello!");
        await b.Value("React", room, 4, "👍");
        await b.Value("Unreact", room, 4, "👍");
        Assert.Equal("hello!", (await b.Next("edit")).Text("text"));
        Assert.Equal(1, (await b.Next("reaction")).Number("change"));
        Assert.Equal(-1, (await b.Next("reaction")).Number("change"));
        await a.Value("Delete", room, 4);
        Assert.Equal(4, (await b.Next("delete")).Number("target"));
        Assert.Equal(8, (await b.Value("MarkRead", room, 99, null)).Number("readSeq"));
    }

    [Fact]
    public async Task Refusals_have_the_code_and_status_they_have_over_http()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        Assert.Equal(("text-invalid", 422), await a.Refused("Send", room, "x", " ", null));
        Assert.Equal(("room-not-found", 404), await a.Refused("Send", "nonsense", "x", "hello", null));
        Assert.Equal(("message-not-found", 404), await a.Refused("Edit", room, 99, "hello"));
        Assert.Equal(("topic-not-found", 404), await a.Refused("Subscribe", "links:link:abc", null));
        Assert.Equal(("resync-required", 410), await a.Refused("Subscribe", Topic, 99));
        await a.Value("Send", room, "x", "hello", null);
        Assert.Equal(("client-id-reused", 409), await a.Refused("Send", room, "x", "other", null));
        var stranger = await app.CreateUserAsync();
        await using var s = await ChatConnection.Open(app.Server, stranger);
        Assert.Equal(("room-not-found", 404), await s.Refused("Subscribe", Topic, null));
        Assert.Equal(("room-not-found", 404), await s.Refused("Send", room, "x", "hello", null));
    }

    [Fact]
    public async Task Who_comes_back_is_given_all_that_was_missed_in_order()
    {
        var watcher = await app.CreateUserAsync();
        await watcher.Join(room);
        await using var w = await ChatConnection.Open(app.Server, watcher);
        await using var a = await ChatConnection.Open(app.Server, ann);
        var messages = app.Grains.GetGrain<Grains.Interfaces.Chat.IRoomMessagesGrain>($"room:{room}");
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                (await messages.Send(new Grains.Interfaces.Chat.NewMessage { By = ann.Id, ClientId = $"m{i}", Text = $"{i}" })).Require();
            }
        });
        await w.Value("Subscribe", Topic, 0);
        for (var seq = 1; seq <= 404; seq++)
        {
            Assert.Equal($"log-{seq}", (await w.Next()).Text("position"));
        }

        await sending;
        await w.Value("Unsubscribe", Topic);
        await w.Value("Subscribe", Topic, 100);
        for (var seq = 101; seq <= 404; seq++)
        {
            Assert.Equal($"log-{seq}", (await w.Next()).Text("position"));
        }

        Assert.False(w.HasMore);
    }

    [Fact]
    public async Task Who_is_kicked_sees_the_removal_and_nothing_after_it()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        await using var b = await ChatConnection.Open(app.Server, bob);
        await b.Value("Subscribe", Topic, 3);
        await a.Value("Subscribe", Topic, 3);
        using var events = await EventStream.Open(bob.Client, $"/api/live/{Topic}", "log-3");
        await a.Value("Send", room, "1", "before", null);
        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/members/{bob.Id}");
        await a.Value("Send", room, "2", "after", null);
        Assert.Equal("message", (await a.Next()).Text("name"));
        Assert.Equal("member", (await a.Next()).Text("name"));
        Assert.Equal("message", (await a.Next()).Text("name"));
        Assert.Equal("message", (await b.Next()).Text("name"));
        Assert.Equal("member", (await b.Next()).Text("name"));
        Assert.Equal("message", (await events.Next(TestTime.Deadline)).Name);
        Assert.Equal("member", (await events.Next(TestTime.Deadline)).Name);
        Assert.Equal(("room-not-found", 404), await b.Refused("Subscribe", Topic, 3));
        Assert.Equal(("room-not-found", 404), await b.Refused("Send", room, "3", "still?", null));
        Assert.False(b.HasMore);
        await Problem.Read(await bob.Client.GetAsync($"/api/live/{Topic}"), 404, "room-not-found");
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/events?after=3"), 404, "room-not-found");
        Assert.Empty((await bob.Get($"/api/chat/search?q=after")).GetProperty("items").EnumerateArray());
        Assert.Single((await ann.Get($"/api/chat/search?q=after")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_is_kicked_is_not_told_who_types_either()
    {
        var other = await app.CreateUserAsync();
        await other.Join(room);
        await using var a = await ChatConnection.Open(app.Server, ann);
        await using var b = await ChatConnection.Open(app.Server, bob);
        await using var o = await ChatConnection.Open(app.Server, other);
        foreach (var connection in (ChatConnection[])[b, o])
        {
            await connection.Value("WatchPresence", Array.Empty<UserId>());
            await connection.Value("Subscribe", Topic, 4);
        }

        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/members/{bob.Id}");
        Assert.Equal("member", (await b.Next()).Text("name"));
        Assert.Equal("member", (await o.Next()).Text("name"));
        await a.Value("Typing", room);
        Assert.Equal("typing", (await o.Next()).Text("name"));
        Assert.Equal(("room-not-found", 404), await b.Refused("Typing", room));
        Assert.False(b.HasMore);
    }

    [Fact]
    public async Task Marks_of_two_devices_meet_at_the_highest()
    {
        await using var one = await ChatConnection.Open(app.Server, bob);
        await using var two = await ChatConnection.Open(app.Server, bob);
        await one.Value("Subscribe", "chat:user:me", null);
        await two.Value("Subscribe", "chat:user:me", null);
        for (var i = 0; i < 7; i++)
        {
            await ann.Say(room, $"message {i}");
        }

        await Task.WhenAll(new long[] { 4, 9, 6, 3, 10, 8 }.Select((seq, i) => (i % 2 == 0 ? one : two).Value("MarkRead", room, seq, null)));
        Assert.Equal(10, (await one.Value("MarkRead", room, 5, null)).Number("readSeq"));
        foreach (var device in (ChatConnection[])[one, two])
        {
            for (var last = 0L; last < 10;)
            {
                var next = (await device.Next("read")).Number("seq");
                Assert.True(next > last, $"the mark went back from {last} to {next}");
                last = next;
            }
        }

        var mine = (await bob.Get("/api/chat/me/rooms")).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("room").Text("id") == room);
        Assert.Equal((10, 0), (mine.Number("readSeq"), mine.Number("unread")));
    }

    [Fact]
    public async Task Own_devices_are_told_of_mentions_and_settings()
    {
        await using var b = await ChatConnection.Open(app.Server, bob);
        await b.Value("Subscribe", "chat:user:me", null);
        await bob.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/settings", new { favourite = true });
        Assert.Equal(room, (await b.Next("settings")).Text("room"));
        await bob.Client.PutAsJsonAsync("/api/chat/me/presence", new { state = "dnd" });
        Assert.False((await b.Next("settings")).TryGetProperty("room", out _));
        await ann.Say(room, $"hello <@{bob.Id}>");
        Assert.Equal((room, 4), (await b.Next("mention")) is var m ? (m.Text("room"), m.Number("seq")) : default);
    }

    [Fact]
    public async Task History_joined_is_hidden_on_the_live_feed_too()
    {
        var ours = (await ann.MakeRoom(new { name = "Ours", history = "joined" })).Text("id");
        await ann.Say(ours, "before");
        await bob.Join(ours);
        await ann.Say(ours, "after");
        await using var b = await ChatConnection.Open(app.Server, bob);
        Assert.Equal(("resync-required", 410), await b.Refused("Subscribe", $"chat:room:{ours}", 0));
        Assert.Equal(3, (await b.Value("Subscribe", $"chat:room:{ours}", 3)).Number("floorSeq"));
        Assert.Equal("log-4", (await b.Next()).Text("position"));
        Assert.Equal("log-5", (await b.Next()).Text("position"));
        using var events = await EventStream.Open(bob.Client, $"/api/live/chat:room:{ours}", "log-0");
        Assert.Equal("reset", (await events.Next(TestTime.Deadline)).Name);
    }

    [Fact]
    public async Task An_event_stream_gives_the_log_from_the_last_event_id()
    {
        await ann.Say(room, "one");
        using var events = await EventStream.Open(bob.Client, $"/api/live/{Topic}", "log-2");
        Assert.Equal("log-3", (await events.Next(TestTime.Deadline)).Id);
        var message = await events.Next(TestTime.Deadline);
        Assert.Equal(("message", "log-4"), (message.Name, message.Id));
        Assert.Equal("one", JsonSerializer.Deserialize<JsonElement>(message.Data).Text("text"));
        await ann.Say(room, "two");
        Assert.Equal("log-5", (await events.Next(TestTime.Deadline)).Id);
    }

    [Fact]
    public async Task Own_devices_are_told_of_rooms_and_marks()
    {
        await using var b = await ChatConnection.Open(app.Server, bob);
        await b.Value("Subscribe", "chat:user:me", null);
        await ann.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { bob.Id } });
        Assert.StartsWith("d", (await b.Next("room-added")).Text("room"), StringComparison.Ordinal);
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 3 });
        Assert.Equal((room, 3), (await b.Next("read")) is var read ? (read.Text("room"), read.Number("seq")) : default);
        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/members/{bob.Id}");
        Assert.Equal(room, (await b.Next("room-removed")).Text("room"));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_hub()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(app.Server, "/hubs/chat")).Build();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
