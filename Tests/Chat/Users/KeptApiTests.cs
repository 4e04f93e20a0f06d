using System.Net;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Users;

public sealed class KeptApiTests(AppFixture app)
{
    [Fact]
    public async Task Mentions_are_listed_and_counted_until_they_are_read()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await bob.Join(room);
        await ann.Say(room, $"hello <@{bob.Id}>");
        await TestTime.Eventually(async () => (await bob.Get("/api/chat/me/mentions")).GetProperty("items").GetArrayLength() == 1, "the mention arrives");
        var mention = (await bob.Get("/api/chat/me/mentions")).GetProperty("items")[0];
        Assert.Equal((room, 4, ann.Username), (mention.Text("room"), mention.Number("seq"), mention.GetProperty("by").Text("username")));
        Assert.Equal(1, (await bob.Get("/api/chat/me/rooms")).GetProperty("items")[0].Number("mentions"));
        var read = await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/read", new { seq = 4 }));
        Assert.Equal((0, 0), (read.Number("unread"), read.Number("mentions")));
    }

    [Fact]
    public async Task A_message_that_one_may_read_is_kept_for_later()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        await ann.Say(room, "keep me");
        using var kept = await ann.Client.PutAsync($"/api/chat/me/saved/{room}/3", null);
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.Equal("keep me", (await ann.Get("/api/chat/me/saved")).GetProperty("items")[0].GetProperty("message").Text("text"));
        await Problem.Read(await bob.Client.PutAsync($"/api/chat/me/saved/{room}/3", null), 404, "room-not-found");
        await Problem.Read(await ann.Client.PutAsync($"/api/chat/me/saved/{room}/99", null), 404, "message-not-found");
        await ann.Client.DeleteAsync($"/api/chat/me/saved/{room}/3");
        Assert.Empty((await ann.Get("/api/chat/me/saved")).GetProperty("items").EnumerateArray());
    }
}
