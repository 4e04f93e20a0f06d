using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Chat;

public sealed class ChatApiTests(AppFixture app) : IAsyncLifetime
{
    private SignedInUser ann = null!;
    private SignedInUser bob = null!;

    public async ValueTask InitializeAsync() => (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_people_talk_in_a_room()
    {
        using var made = await ann.Client.PostAsJsonAsync("/api/chat/rooms", new { name = "Tea", topic = "Leaves" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("\"v1\"", made.Headers.ETag!.Tag);
        var room = (await made.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        Assert.Equal("member", (await bob.Join(room)).Text("role"));
        var sent = await ann.Say(room, "Hello <b>", "first");
        Assert.Equal((4, 1, "first", $"{room}.4"), (sent.Number("seq"), sent.Number("n"), sent.Text("clientId"), sent.Text("id")));

        var page = await bob.Get($"/api/chat/rooms/{room}/messages");
        var message = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("Hello <b>", ann.Username), (message.Text("text"), message.GetProperty("by").Text("username")));
        Assert.Equal(JsonValueKind.Null, message.GetProperty("clientId").ValueKind);
    }

    [Fact]
    public async Task The_same_client_id_is_answered_with_the_same_message()
    {
        var room = (await ann.MakeRoom()).Text("id");
        var path = $"/api/chat/rooms/{room}/messages/my-id";
        using var first = await ann.Client.PutAsJsonAsync(path, new { text = "once" });
        using var again = await ann.Client.PutAsJsonAsync(path, new { text = "once" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await Problem.Read(await ann.Client.PutAsJsonAsync(path, new { text = "twice" }), 409, "client-id-reused");
    }

    [Theory]
    [InlineData("{}", 400, "invalid-request")]
    [InlineData("""{"text":5,"clientId":"a"}""", 400, "invalid-request")]
    [InlineData("""{"text":"a","clientId":"a","colour":"red"}""", 400, "invalid-request")]
    [InlineData("""{"text":"\ud83d","clientId":"a"}""", 400, "invalid-request")]
    [InlineData("""{"text":"","clientId":"a"}""", 422, "text-invalid")]
    [InlineData("""{"text":"a\u0007","clientId":"a"}""", 422, "text-invalid")]
    [InlineData("""{"text":"a","clientId":"a b"}""", 422, "client-id-invalid")]
    [InlineData("""{"text":"a","clientId":"a","attachments":["x"]}""", 422, "attachments-not-available")]
    [InlineData("""{"text":"a","clientId":"a","replyTo":99}""", 404, "message-not-found")]
    public async Task What_cannot_be_said_says_why(string body, int status, string code)
    {
        var room = (await ann.MakeRoom()).Text("id");
        await Problem.Read(await ann.Client.PostAsync($"/api/chat/rooms/{room}/messages", Problem.Json(body)), status, code);
    }

    [Fact]
    public async Task What_is_said_in_a_room_is_for_its_members()
    {
        var room = (await ann.MakeRoom(new { name = "Ours", visibility = "private" })).Text("id");
        await ann.Say(room, "between us");
        foreach (var path in new[] { "", "/messages", "/messages/3", "/messages/3/edits", "/events?after=0", "/members" })
        {
            await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}{path}"), 404, "room-not-found");
        }

        await Problem.Read(await bob.Client.PostAsync($"/api/chat/rooms/{room}/join", null), 403, "invite-required");
        await Problem.Read(await app.CreateClient().GetAsync($"/api/chat/rooms/{room}/messages"), 401, "unauthenticated");
        await Problem.Read(await bob.Client.GetAsync("/api/chat/rooms/nonsense"), 404, "room-not-found");
    }

    [Fact]
    public async Task Events_are_exactly_what_was_missed()
    {
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        await ann.Say(room, "one", "mine");
        await bob.Client.PutAsync($"/api/chat/rooms/{room}/messages/4/reactions/{Uri.EscapeDataString("👍")}", null);
        await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}/messages/4", new { text = "two" });
        await ann.Client.DeleteAsync($"/api/chat/rooms/{room}/messages/4");
        var first = await bob.Get($"/api/chat/rooms/{room}/events?after=0&limit=4");
        Assert.Equal([(1, "room"), (2, "member"), (3, "member"), (4, "message")], Events(first));
        Assert.True(first.GetProperty("more").GetBoolean());
        var second = await bob.Get($"/api/chat/rooms/{room}/events?after=4");
        Assert.Equal([(5, "reaction"), (6, "edit"), (7, "delete")], Events(second));
        Assert.Equal(bob.Username, second.GetProperty("events")[0].GetProperty("data").GetProperty("by").Text("username"));
        Assert.DoesNotContain("two", second.GetRawText());
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/events?after=8"), 410, "resync-required");
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/events?after=0&limit=0"), 400, "invalid-request");
    }

    [Fact]
    public async Task Unread_messages_are_counted_from_the_mark_and_own_ones_are_read()
    {
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        var two = await ann.Say(room, "one") is var _ ? await ann.Say(room, "two") : default;
        await ann.Say(room, "three");
        Assert.Equal((0, 3), (Unread(await Mine(bob)) - 3, Unread(await Mine(bob))));
        var read = await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = two.Number("seq") }));
        Assert.Equal((two.Number("seq"), 1), (read.Number("readSeq"), read.Number("unread")));
        var back = await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 1 }));
        Assert.Equal((two.Number("seq"), 1), (back.Number("readSeq"), back.Number("unread")));
        var all = await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 9_999 }));
        Assert.Equal((6, 0), (all.Number("readSeq"), all.Number("unread")));
        await TestTime.Eventually(async () => Unread(await Mine(ann)) == 0, "own messages are read");
    }

    [Fact]
    public async Task The_same_people_always_have_the_same_conversation()
    {
        using var first = await ann.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { bob.Id } });
        using var again = await bob.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { ann.Id, bob.Id } });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var room = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(room.Text("id"), (await again.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
        Assert.Equal(new[] { ann.Username, bob.Username }.Order(), room.GetProperty("users").EnumerateArray().Select(u => u.Text("username")).Order());
        await Problem.Read(await ann.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { Guid.NewGuid() } }), 404, "user-not-found");
        await bob.Client.PutAsync($"/api/chat/me/blocked/{ann.Id}", null);
        await Problem.Read(await ann.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { bob.Id } }), 403, "blocked");
    }

    [Fact]
    public async Task Settings_are_changed_with_the_version_they_were_read_in()
    {
        var room = (await ann.MakeRoom()).Text("id");
        await Problem.Read(await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}", new { name = "Other" }), 428, "if-match-required");
        ann.Client.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "\"v1\"");
        var changed = await ChatRequests.Read(await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}", new { name = "Other", slowModeSeconds = 30 }));
        Assert.Equal(("Other", 30), (changed.Text("name"), changed.Number("slowModeSeconds")));
        await Problem.Read(await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}", new { name = "Late" }), 412, "stale");
    }

    [Fact]
    public async Task Who_is_barred_does_not_come_back()
    {
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        using var banned = await ann.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/bans/{bob.Id}", new { reason = "spam" });
        Assert.Equal(HttpStatusCode.NoContent, banned.StatusCode);
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/messages"), 404, "room-not-found");
        await Problem.Read(await bob.Client.PostAsync($"/api/chat/rooms/{room}/join", null), 403, "banned");
        var barred = await ann.Get($"/api/chat/rooms/{room}/members?banned=true");
        Assert.Equal(("spam", bob.Username), barred.GetProperty("items")[0] is var m ? (m.Text("reason"), m.GetProperty("user").Text("username")) : default);
        await Problem.Read(await bob.Client.PutAsJsonAsync($"/api/chat/rooms/{room}/bans/{ann.Id}", new { }), 404, "room-not-found");
    }

    [Fact]
    public async Task People_are_found_by_the_beginning_of_their_user_name()
    {
        var found = Assert.Single((await ann.Get($"/api/chat/users?q={bob.Username[..15].ToUpperInvariant()}")).EnumerateArray());
        Assert.Equal((bob.Username, $"{bob.Id}"), (found.Text("username"), found.Text("id")));
        Assert.Empty((await ann.Get("/api/chat/users?q=%25")).EnumerateArray());
        await Problem.Read(await ann.Client.GetAsync("/api/chat/users?q="), 400, "query-invalid");
        await Problem.Read(await ann.Client.GetAsync($"/api/chat/users?q={new string('u', 33)}"), 400, "query-invalid");
    }

    private static async Task<JsonElement> Mine(SignedInUser user) => (await user.Get("/api/chat/me/rooms")).GetProperty("items")[0];

    private static long Unread(JsonElement mine) => mine.Number("unread");

    private static IEnumerable<(int, string)> Events(JsonElement page) =>
        page.GetProperty("events").EnumerateArray().Select(e => ((int)e.Number("seq"), e.Text("name")));
}
