using System.Net;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Invites;

public sealed class InviteApiTests(AppFixture app)
{
    [Fact]
    public async Task A_private_room_is_entered_by_link()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = await PrivateRoom(ann);
        await Problem.Read(await bob.Client.PostAsync($"/api/chat/rooms/{room}/join", null), 403, "invite-required");
        await Problem.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/join", new { invite = "nonsense" }), 410, "invite-expired");
        var invite = await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/invites", new { maxUses = 2 }));
        Assert.EndsWith($"/chat?room={room}&invite={invite.Text("code")}", invite.Text("url"), StringComparison.Ordinal);
        var joined = await ChatRequests.Read(await bob.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/join", new { invite = invite.Text("code") }));
        Assert.Equal("member", joined.Text("role"));
        var listed = Assert.Single((await ann.Get($"/api/chat/rooms/{room}/invites")).GetProperty("items").EnumerateArray());
        Assert.Equal((1, 2, ann.Username), (listed.Number("uses"), listed.Number("maxUses"), listed.GetProperty("by").Text("username")));
        await Problem.Read(await bob.Client.GetAsync($"/api/chat/rooms/{room}/invites"), 403, "not-allowed");
    }

    [Fact]
    public async Task Who_is_invited_by_name_finds_the_room_among_the_invitations()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = await PrivateRoom(ann);
        await Problem.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/invites", new { userId = Guid.NewGuid() }), 404, "user-not-found");
        await Problem.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/invites", new { userId = bob.Id, maxUses = 2 }), 400, "invalid-request");
        await ChatRequests.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/invites", new { userId = bob.Id }));
        var mine = Assert.Single((await bob.Get("/api/chat/me/invites")).GetProperty("items").EnumerateArray());
        Assert.Equal((room, ann.Username), (mine.GetProperty("room").Text("id"), mine.GetProperty("by").Text("username")));
        using var declined = await bob.Client.DeleteAsync($"/api/chat/rooms/{room}/invites/{mine.Text("code")}");
        Assert.Equal(HttpStatusCode.NoContent, declined.StatusCode);
        Assert.Empty((await bob.Get("/api/chat/me/invites")).GetProperty("items").EnumerateArray());
        await bob.Client.PutAsync($"/api/chat/me/blocked/{ann.Id}", null);
        await Problem.Read(await ann.Client.PostAsJsonAsync($"/api/chat/rooms/{room}/invites", new { userId = bob.Id }), 403, "blocked");
    }

    private static async Task<string> PrivateRoom(SignedInUser owner) => (await owner.MakeRoom(new { name = "Ours", visibility = "private" })).Text("id");
}
