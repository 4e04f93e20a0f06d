using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Accounts;

public sealed class AccountLiveTests(AppFixture app)
{
    private const string Topic = "/api/live/accounts:user:me";

    private static readonly TimeSpan Deadline = TestTime.Deadline;

    [Fact]
    public async Task A_user_sees_sessions_come_and_go_and_what_admins_do()
    {
        var user = await app.CreateUserAsync();
        using var events = await EventStream.Open(user.Client, Topic, lastEventId: null);
        Assert.Equal("/api/accounts/me", (await Until(events, "reload")).Text("resource"));

        var other = await app.OpenSessionAsync(user.Id);
        Assert.Equal("Firefox on Linux", (await Until(events, "session-added", other.SessionId)).Text("device"));
        await user.Client.RemoveAsync($"/sessions/{other.SessionId}").IsAsync(204);
        await Until(events, "session-revoked", other.SessionId);

        var admin = await app.CreateUserAsync("admin");
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/unlock", null).IsAsync(200);
        Assert.Equal("unlocked", (await Until(events, "security")).Text("kind"));
    }

    [Fact]
    public async Task A_browser_reads_them_by_its_cookie_until_its_session_ends()
    {
        var user = await app.CreateUserAsync();
        using var browser = await new CookieClient(app).SignInAsync(user);
        using var events = await EventStream.Open(browser.Client, Topic, lastEventId: null);
        await Until(events, "reload");
        var other = await app.OpenSessionAsync(user.Id);
        await Until(events, "session-added", other.SessionId);
        await other.Client.RemoveAsync("/sessions?except=current").IsAsync(204);
        await browser.Client.BecomesRefusedAsync("/me", "unauthenticated");
        var later = await app.OpenSessionAsync(user.Id);
        await Assert.ThrowsAsync<EndOfStreamException>(() => Until(events, "session-added", later.SessionId));
    }

    [Fact]
    public async Task Nobody_sees_another_users_events()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var events = await EventStream.Open(user.Client, Topic, lastEventId: null);
        await Until(events, "reload");
        var theirs = await app.OpenSessionAsync(other.Id);
        var own = await app.OpenSessionAsync(user.Id);
        await Until(events, "session-added", own.SessionId, never: theirs.SessionId);
        await app.CreateClient().GetAsync(Topic).IsRefusedAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task A_session_that_was_revoked_is_told_nothing_more()
    {
        var user = await app.CreateUserAsync();
        using var events = await EventStream.Open(user.Client, Topic, lastEventId: null);
        await Until(events, "reload");
        var other = await app.OpenSessionAsync(user.Id);
        await other.Client.RemoveAsync($"/sessions/{user.SessionId}").IsAsync(204);
        await user.Client.BecomesRefusedAsync("/me", "unauthenticated");
        var later = await app.OpenSessionAsync(user.Id);
        await Assert.ThrowsAsync<EndOfStreamException>(() => Until(events, "session-added", later.SessionId));
    }

    /// <summary>Reads on to the event of this name, and of this session where one is named: what happened shortly before may still come.</summary>
    private static async Task<JsonElement> Until(EventStream events, string name, Guid? session = null, Guid? never = null)
    {
        while (true)
        {
            var next = await events.Next(Deadline);
            var data = JsonSerializer.Deserialize<JsonElement>(next.Data);
            var id = data.TryGetProperty("id", out var found) ? found.GetGuid() : (Guid?)null;
            Assert.False(id is not null && id == never, "an event of somebody else");
            if (next.Name == name && (session is null || id == session))
            {
                return data;
            }
        }
    }
}
