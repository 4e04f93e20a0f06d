using System.Net;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Chat.Users;

public sealed class RoomSettingsApiTests(AppFixture app)
{
    [Fact]
    public async Task The_level_of_a_room_is_chosen_by_its_members_and_listed()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ann.MakeRoom()).Text("id");
        var settings = $"/api/chat/rooms/{room}/settings";
        foreach (var level in new[] { "all", "none", "mentions" })
        {
            using var chosen = await ann.Client.PutAsJsonAsync(settings, new { level, favourite = level == "all" });
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
            var mine = (await ann.Get("/api/chat/me/rooms")).GetProperty("items")[0];
            Assert.Equal((level, level == "all"), (mine.Text("level"), mine.GetProperty("favourite").GetBoolean()));
        }

        await Problem.Read(await bob.Client.PutAsJsonAsync(settings, new { level = "all" }), 404, "room-not-found");
        await Problem.Read(await ann.Client.PutAsJsonAsync(settings, new { level = "loud" }), 400, "invalid-request");
    }

    [Fact]
    public async Task Who_leaves_a_conversation_sees_it_again_with_the_next_message()
    {
        var (ann, bob) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var room = (await ChatRequests.Read(await ann.Client.PostAsJsonAsync("/api/chat/direct", new { users = new[] { bob.Id } }))).Text("id");
        for (var i = 0; i < 2; i++)
        {
            using var left = await bob.Client.PostAsync($"/api/chat/rooms/{room}/leave", null);
            Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
            Assert.True(await IsHidden());
        }

        await ann.Say(room, "are you there?");
        Assert.False(await IsHidden());

        async Task<bool> IsHidden() => (await bob.Get("/api/chat/me/rooms")).GetProperty("items")[0].GetProperty("hidden").GetBoolean();
    }
}
