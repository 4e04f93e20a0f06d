using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Tests.Chat.Live;

namespace OrleansBackends.Tests.Chat.Threads;

public sealed class ThreadApiTests(AppFixture app) : IAsyncLifetime
{
    private SignedInUser ann = null!;
    private SignedInUser bob = null!;
    private string room = null!;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Threads_are_listed_with_what_is_unread_and_read_to_a_place()
    {
        var root = (await ann.Say(room, "root")).Number("seq");
        foreach (var text in new[] { "one", "two" })
        {
            await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text, clientId = text, replyTo = root }));
        }

        await TestTime.Eventually(async () => (await Threads(ann)).Length == 1, "the thread is followed");
        var thread = (await Threads(ann)).Single();
        Assert.Equal((room, "root", 2, 2), (thread.Text("room"), thread.GetProperty("root").Text("text"), thread.Number("replies"), thread.Number("unread")));
        var read = await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = root + 1, thread = root }));
        Assert.Equal((root + 1, 1), (read.Number("readSeq"), read.Number("unread")));
        using var left = await ann.Client.DeleteAsync($"/api/chat/me/threads/{room}/{root}");
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Empty(await Threads(ann));
        using var back = await ann.Client.PutAsync($"/api/chat/me/threads/{room}/{root}", null);
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Single(await Threads(ann));
        await Problem.Read(await ann.Client.PutAsync($"/api/chat/me/threads/{room}/{root + 1}", null), 404, "message-not-found");
    }

    [Fact]
    public async Task A_thread_is_read_over_the_hub_too()
    {
        var root = (await ann.Say(room, "root")).Number("seq");
        await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text = "one", clientId = "one", replyTo = root }));
        await TestTime.Eventually(async () => (await Threads(ann)).Length == 1, "the thread is followed");
        await using var a = await ChatConnection.Open(app.Server, ann);
        var read = await a.Value("MarkRead", room, root + 9, root);
        Assert.Equal((root + 1, 0), (read.Number("readSeq"), read.Number("unread")));
        Assert.Equal(0, (await Threads(ann)).Single().Number("unread"));
        Assert.Equal(("room-not-found", 404), await a.Refused("MarkRead", "r01890a5dac96774bbcceb302099a8057", 1, 1));
    }

    [Fact]
    public async Task What_is_unread_is_counted_for_rooms_that_have_some()
    {
        var quiet = (await ann.MakeRoom()).Text("id");
        await bob.Join(quiet);
        await ann.Say(room, "one");
        var two = await ann.Say(room, $"two <@{bob.Id}>");
        await TestTime.Eventually(async () => (await Unread(bob))[0].Number("mentions") == 1, "the mention arrives");
        var waiting = Assert.Single(await Unread(bob));
        Assert.Equal((room, 2), (waiting.Text("room"), waiting.Number("unread")));
        await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = two.Number("seq") });
        Assert.Empty(await Unread(bob));
        await Problem.Read(await bob.Client.GetAsync("/api/chat/me/unread?cursor=nonsense"), 400, "invalid-cursor");
    }

    [Fact]
    public async Task Readers_are_those_who_read_it_and_let_others_know()
    {
        var third = await app.CreateUserAsync();
        await third.Join(room);
        var seq = (await ann.Say(room, "hello")).Number("seq");
        Assert.Empty(await Readers(seq));
        foreach (var reader in new[] { bob, third })
        {
            await reader.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq });
        }

        Assert.Equal(new[] { bob.Username, third.Username }.Order(), await Readers(seq));
        await third.Client.PutAsJsonAsync("/api/chat/me", new { receipts = false });
        Assert.Equal([bob.Username], await Readers(seq));
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/messages/99/readers"), 404, "message-not-found");
    }

    private static async Task<JsonElement[]> Threads(SignedInUser user) => [.. (await user.Get("/api/chat/me/threads")).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement[]> Unread(SignedInUser user) => [.. (await user.Get("/api/chat/me/unread")).GetProperty("items").EnumerateArray()];

    private async Task<IEnumerable<string>> Readers(long seq) =>
        (await ann.Get($"/api/chat/rooms/{room}/messages/{seq}/readers")).EnumerateArray().Select(person => person.Text("username")).Order();
}
