using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Tests.Chat.Live;

namespace OrleansBackends.Tests.Chat.Signals;

/// <summary>Typing, presence and receipts as connections get them.</summary>
public sealed class SignalHubTests(AppFixture app) : IAsyncLifetime
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
    public async Task Who_watches_a_room_sees_who_types_in_it()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        await using var b = await ChatConnection.Open(app.Server, bob);
        await b.Value("WatchPresence", Ids());
        await b.Value("Subscribe", Topic, null);
        await a.Value("Typing", room);
        var typing = await b.Next();
        Assert.Equal(("chat:signals", "typing"), (typing.Text("topic"), typing.Text("name")));
        Assert.False(typing.TryGetProperty("position", out _));
        Assert.Equal((room, ann.Username), (typing.GetProperty("data").Text("room"), typing.GetProperty("data").GetProperty("user").Text("username")));
        Assert.Equal(("too-fast", 429), await a.Refused("Typing", room));
    }

    [Fact]
    public async Task Presence_follows_connections_and_choices()
    {
        await using var b = await ChatConnection.Open(app.Server, bob);
        Assert.Equal("offline", Assert.Single((await b.Value("WatchPresence", Ids(ann))).EnumerateArray()).Text("state"));
        await using (var a = await ChatConnection.Open(app.Server, ann))
        {
            var online = await b.Next("presence");
            Assert.Equal((ann.Username, "online"), (online.GetProperty("user").Text("username"), online.Text("state")));
            await Choose(ann, "dnd");
            Assert.Equal("dnd", (await b.Next("presence")).Text("state"));
            Assert.Equal("dnd", Assert.Single((await bob.Get($"/api/chat/presence?users={ann.Id}")).EnumerateArray()).Text("state"));
            await Choose(ann, "invisible");
            Assert.Equal("offline", (await b.Next("presence")).Text("state"));
            Assert.Equal("invisible", (await ann.Get("/api/chat/me")).GetProperty("presence").Text("state"));
            Assert.Equal(JsonValueKind.Null, (await bob.Get($"/api/chat/users/{ann.Id}")).GetProperty("presence").ValueKind);
            await Choose(ann, "auto");
            Assert.Equal("online", (await b.Next("presence")).Text("state"));
        }

        var gone = await b.Next("presence");
        Assert.Equal("offline", gone.Text("state"));
        Assert.NotEqual(JsonValueKind.Null, gone.GetProperty("lastSeenAt").ValueKind);
    }

    [Fact]
    public async Task Two_people_of_whom_one_blocks_the_other_are_offline_to_each_other()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        await using var b = await ChatConnection.Open(app.Server, bob);
        await b.Sees(ann, "online");
        await a.Sees(bob, "online");
        await b.Value("Subscribe", Topic, null);
        await a.Value("Subscribe", Topic, null);
        await bob.Client.PutAsync($"/api/chat/me/blocked/{ann.Id}", null);
        Assert.Equal("offline", (await a.Next("presence")).Text("state"));
        Assert.Equal("offline", (await b.Next("presence")).Text("state"));
        Assert.Equal("offline", Assert.Single((await ann.Get($"/api/chat/presence?users={bob.Id}")).EnumerateArray()).Text("state"));
        Assert.Equal("offline", Assert.Single((await bob.Get($"/api/chat/presence?users={ann.Id}")).EnumerateArray()).Text("state"));

        var other = await app.CreateUserAsync();
        await other.Join(room);
        await using var o = await ChatConnection.Open(app.Server, other);
        await o.Value("WatchPresence", Ids());
        await o.Value("Subscribe", Topic, null);
        await a.Value("Typing", room);
        await b.Value("Typing", room);
        await a.Value("MarkRead", room, 3, null);
        await b.Value("MarkRead", room, 3, null);
        var told = new List<string>();
        while (told.Count < 4)
        {
            told.Add((await o.Next()).Text("name"));
        }

        Assert.Equal(["receipt", "receipt", "typing", "typing"], told.Order(StringComparer.Ordinal));
        await bob.Client.DeleteAsync($"/api/chat/me/blocked/{ann.Id}");
        Assert.Equal("member", (await a.Next()).Text("name"));
        Assert.Equal("online", (await a.Next()).GetProperty("data").Text("state"));
        Assert.Equal("member", (await b.Next()).Text("name"));
        Assert.Equal("online", (await b.Next()).GetProperty("data").Text("state"));
    }

    [Fact]
    public async Task Others_in_the_room_are_told_how_far_somebody_has_read_unless_they_keep_it_to_themselves()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        await a.Value("WatchPresence", Ids());
        await a.Value("Subscribe", Topic, 3);
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 2 });
        var receipt = await a.Next("receipt");
        Assert.Equal((room, bob.Username, 2), (receipt.Text("room"), receipt.GetProperty("user").Text("username"), receipt.Number("seq")));
        await bob.Client.PutAsJsonAsync("/api/chat/me", new { receipts = false });
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 3 });
        await bob.Client.PostAsync($"/api/chat/rooms/{room}/typing", null);
        Assert.Equal("typing", (await a.Next()).Text("name"));
    }

    [Fact]
    public async Task Typing_over_http_is_accepted_from_members_who_may_write()
    {
        using var typed = await ann.Client.PostAsync($"/api/chat/rooms/{room}/typing", null);
        Assert.Equal(HttpStatusCode.Accepted, typed.StatusCode);
        using var again = await ann.Client.PostAsync($"/api/chat/rooms/{room}/typing", null);
        Assert.NotNull(again.Headers.RetryAfter);
        await Problem.Read(again, 429, "too-fast");
        await ann.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/mutes/{bob.Id}", new { });
        await Problem.Read(await bob.Client.PostAsync($"/api/chat/rooms/{room}/typing", null), 403, "not-allowed");
        var stranger = await app.CreateUserAsync();
        await Problem.Read(await stranger.Client.PostAsync($"/api/chat/rooms/{room}/typing", null), 404, "room-not-found");
    }

    [Fact]
    public async Task Who_is_asked_for_wrongly_is_refused()
    {
        await Problem.Read(await ann.Client.GetAsync("/api/chat/presence"), 400, "invalid-request");
        await Problem.Read(await ann.Client.GetAsync("/api/chat/presence?users=nobody"), 400, "invalid-request");
        var many = string.Join(',', Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()));
        Assert.Equal(200, (await ann.Get($"/api/chat/presence?users={many}")).GetArrayLength());
        await Problem.Read(await ann.Client.GetAsync($"/api/chat/presence?users={many},{Guid.NewGuid()}"), 400, "invalid-request");
        await Problem.Read(await ann.Client.PutAsJsonAsync("/api/chat/me/presence", new { state = "gone" }), 400, "invalid-request");
        await using var a = await ChatConnection.Open(app.Server, ann);
        Assert.Equal(("invalid-request", 400), await a.Refused("WatchPresence", Enumerable.Range(0, 201).Select(_ => Guid.NewGuid())));
    }

    [Fact]
    public async Task No_client_watches_the_places_of_signals()
    {
        await using var a = await ChatConnection.Open(app.Server, ann);
        Assert.Equal(("topic-not-found", 404), await a.Refused("Subscribe", "chat:signals:00", null));
        await Problem.Read(await ann.Client.GetAsync("/api/live/chat:signals:00"), 404, "topic-not-found");
    }

    private static async Task Choose(SignedInUser user, string state)
    {
        using var chosen = await user.Client.PutAsJsonAsync("/api/chat/me/presence", new { state });
        Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
    }

    private static IEnumerable<UserId> Ids(params SignedInUser[] users) => users.Select(user => user.Id);
}
