using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Accounts;

public sealed class AccountLiveTests(AppFixture app)
{
    private const string Topic = "/api/live/accounts:user:me";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_user_sees_sessions_come_and_go_and_what_admins_do()
    {
        var user = await app.CreateUserAsync();
        using var events = await EventStream.Open(user.Client, Topic, lastEventId: null);
        Assert.Equal("/api/accounts/me", (await Next(events, "reload")).Text("resource"));

        var other = await app.OpenSessionAsync(user.Id);
        var added = await Next(events, "session-added");
        Assert.Equal((other.SessionId, "Firefox on Linux"), (added.GetProperty("id").GetGuid(), added.Text("device")));
        await user.Client.RemoveAsync($"/sessions/{other.SessionId}").IsAsync(204);
        Assert.Equal(other.SessionId, (await Next(events, "session-revoked")).GetProperty("id").GetGuid());

        var admin = await app.CreateUserAsync("admin");
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/unlock", null).IsAsync(200);
        Assert.Equal("unlocked", (await Next(events, "security")).Text("kind"));
    }

    [Fact]
    public async Task Nobody_sees_another_users_events()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var events = await EventStream.Open(user.Client, Topic, lastEventId: null);
        await Next(events, "reload");
        await app.OpenSessionAsync(other.Id);
        var own = await app.OpenSessionAsync(user.Id);
        Assert.Equal(own.SessionId, (await Next(events, "session-added")).GetProperty("id").GetGuid());
        await app.CreateClient().GetAsync(Topic).IsRefusedAsync(401, "unauthenticated");
    }

    private static async Task<JsonElement> Next(EventStream events, string name)
    {
        while (true)
        {
            if (await events.Next(Deadline) is { } e && e.Name != "reset")
            {
                Assert.Equal(name, e.Name);
                return JsonSerializer.Deserialize<JsonElement>(e.Data);
            }
        }
    }
}
