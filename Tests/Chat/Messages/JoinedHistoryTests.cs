using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Messages;

/// <summary>Where history begins with joining, no route shows what was before to who came later.</summary>
public sealed class JoinedHistoryTests(AppFixture app) : IAsyncLifetime
{
    private SignedInUser ann = null!;
    private SignedInUser bob = null!;
    private string room = null!;
    private long before;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        room = (await ann.MakeRoom(new { name = "A room", history = "joined" })).Text("id");
        before = (await ann.Say(room, "buried words")).Number("seq");
        await ann.Client.PatchAsJsonAsync($"/api/chat/rooms/{room}/messages/{before}", new { text = "buried still" });
        await ann.Client.PutAsync($"/api/chat/rooms/{room}/pins/{before}", null);
        await bob.Join(room);
        await ann.Say(room, "shown words");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/api/chat/rooms/{room}/messages")]
    [InlineData("/api/chat/rooms/{room}/messages?after=0")]
    [InlineData("/api/chat/rooms/{room}/messages?before=9999")]
    [InlineData("/api/chat/rooms/{room}/messages?around=3")]
    [InlineData("/api/chat/rooms/{room}/messages?at=2020-01-01T00:00:00Z")]
    [InlineData("/api/chat/rooms/{room}/messages?thread={seq}")]
    [InlineData("/api/chat/rooms/{room}/pins")]
    [InlineData("/api/chat/search?q=words")]
    [InlineData("/api/chat/search?q=buried")]
    [InlineData("/api/chat/me/rooms")]
    public async Task Lists_leave_it_out(string path) =>
        Assert.DoesNotContain("buried", (await bob.Get(Path(path))).GetRawText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "/api/chat/rooms/{room}/messages/{seq}")]
    [InlineData("GET", "/api/chat/rooms/{room}/messages/{seq}/edits")]
    [InlineData("GET", "/api/chat/rooms/{room}/messages/{seq}/readers")]
    [InlineData("PUT", "/api/chat/rooms/{room}/messages/{seq}/reactions/:ok:")]
    [InlineData("PUT", "/api/chat/me/saved/{room}/{seq}")]
    [InlineData("PUT", "/api/chat/me/threads/{room}/{seq}")]
    public async Task By_its_number_it_is_not_there(string method, string path) =>
        await Problem.Read(await bob.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), Path(path))), 404, "message-not-found");

    [Fact]
    public async Task Events_begin_with_joining_and_replies_and_reports_find_nothing()
    {
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/events?after=0"), 410, "resync-required");
        await Problem.Read(
            await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages", new { text = "re", clientId = "re", replyTo = before }), 404, "message-not-found");
        await Problem.Read(
            await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/messages/{before}/reports", new { reason = "spam" }), 404, "message-not-found");
    }

    private string Path(string path) => path.Replace("{room}", room, StringComparison.Ordinal).Replace("{seq}", $"{before}", StringComparison.Ordinal);
}
