using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class AdminApiTests(AppFixture app)
{
    [Fact]
    public async Task Admin_routes_are_for_admins_in_a_session()
    {
        var user = await app.CreateUserAsync();
        await user.Client.ReadAsync("/admin/users").IsRefusedAsync(403, "forbidden");
        await app.CreateClient().ReadAsync("/admin/users").IsRefusedAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task Other_roles_make_the_token_outdated_until_it_is_refreshed()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.OpenSessionAsync((await app.CreateUserAsync()).Id, secondFactor: true);
        var changed = await PutRolesAsync(admin, user, "\"v1\"", "admin").JsonAsync();
        Assert.Equal(["admin"], changed.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        await user.Client.BecomesRefusedAsync("/me", "token-outdated");

        var next = await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
        user.Client.DefaultRequestHeaders.Authorization = new("Bearer", next.Text("accessToken"));
        await user.Client.ReadAsync("/admin/roles").IsAsync(200);
    }

    [Fact]
    public async Task Roles_are_refused_that_nobody_declares_or_that_are_stale()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        await PutRolesAsync(admin, user, null, "moon:walker").IsRefusedAsync(422, "unknown-role");
        await PutRolesAsync(admin, user, "\"v9\"", "admin").IsRefusedAsync(412, "stale");
        await PutRolesAsync(admin, admin, null).IsRefusedAsync(409, "self-lockout");
        await PutRolesAsync(admin, admin with { Id = new UserId(Guid.NewGuid()) }, null, "admin").IsRefusedAsync(404, "user-not-found");
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once_and_comes_back()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        var disabled = await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/disable", new { reason = "spam" }).JsonAsync();
        Assert.Equal("disabled", disabled.Text("status"));
        await user.Client.BecomesRefusedAsync("/me", "token-outdated");
        await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).IsRefusedAsync(401, "refresh-invalid");
        await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = user.Password }).IsRefusedAsync(401, "invalid-credentials");
        await app.CreateClient().ReadAsync($"/users/{user.Username}").IsRefusedAsync(404, "user-not-found");

        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/enable", null).IsAsync(200);
        await app.CreateClient().SignInAsync(user.Email, user.Password);
        await admin.Client.PostJsonAsync($"/admin/users/{admin.Id}/disable", null).IsRefusedAsync(409, "self-lockout");
    }

    [Fact]
    public async Task A_required_reset_ends_sessions_and_the_password_until_it_is_lifted()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        var locked = await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/require-reset", null).JsonAsync();
        Assert.Equal((true, 0), (locked.GetProperty("resetRequired").GetBoolean(), locked.GetProperty("sessions").GetInt32()));
        await user.Client.BecomesRefusedAsync("/me", "token-outdated");
        await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = user.Password }).IsRefusedAsync(403, "password-reset-required");
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/unlock", null).IsAsync(200);
        await app.CreateClient().SignInAsync(user.Email, user.Password);
    }

    [Fact]
    public async Task Failed_attempts_are_shown_and_forgotten()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        var name = app.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(user.Email)!));

        var (charged, waiting) = await app.WhileClosedAsync(user, () => admin.Client.ReadAsync($"/admin/users/{user.Id}").JsonAsync());
        Assert.Equal(charged.Failures, waiting.GetProperty("failures").GetInt32());
        Assert.Equal(charged.WaitUntil!.Value.ToMilliseconds(), waiting.GetProperty("waitUntil").GetDateTimeOffset());
        var unlocked = await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/unlock", null).JsonAsync();
        Assert.Equal(0, unlocked.GetProperty("failures").GetInt32());
        Assert.False(unlocked.TryGetProperty("waitUntil", out var until) && until.ValueKind != JsonValueKind.Null);
        Assert.True((await name.BeginAttempt()).IsOk);
    }

    [Fact]
    public async Task Admins_read_what_happened_to_everybody()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/unlock", null).IsAsync(200);
        await TestTime.Eventually(async () => await Count($"actor={admin.Id}&kind=unlocked") == 1, "the entry reached the journal");
        Assert.Equal(0, await Count($"actor={admin.Id}&kind=disabled"));
        await admin.Client.ReadAsync("/admin/audit?kind=nonsense").IsRefusedAsync(400, "invalid-request");
        await user.Client.ReadAsync("/admin/audit").IsRefusedAsync(403, "forbidden");

        async Task<int> Count(string filter) => (await admin.Client.ReadAsync($"/admin/audit?{filter}").JsonAsync()).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task An_admin_ends_a_users_sessions()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        await admin.Client.PostJsonAsync($"/admin/users/{user.Id}/revoke-sessions", null).IsAsync(200);
        await user.Client.BecomesRefusedAsync("/me", "unauthenticated");
        var audit = await admin.Client.ReadAsync($"/admin/users/{user.Id}/audit").JsonAsync();
        var entry = audit.GetProperty("items")[0];
        Assert.Equal(("user-tokens-cut", admin.Id.ToString()), (entry.Text("kind"), entry.Text("actor")));
    }

    [Fact]
    public async Task Users_are_found_by_the_beginning_of_their_name()
    {
        var admin = await app.CreateUserAsync("admin");
        var user = await app.CreateUserAsync();
        var found = await admin.Client.ReadAsync($"/admin/users?query={user.Username[..12].ToUpperInvariant()}&status=active").JsonAsync();
        var row = Assert.Single(found.GetProperty("items").EnumerateArray());
        Assert.Equal((user.Id.ToString(), user.Email), (row.Text("id"), row.Text("email")));
        var shown = await admin.Client.ReadAsync($"/admin/users/{user.Id}").JsonAsync();
        Assert.Equal(1, shown.GetProperty("sessions").GetInt32());
        await admin.Client.ReadAsync("/admin/users?sort=shoe-size").IsRefusedAsync(400, "invalid-request");
        await admin.Client.ReadAsync("/admin/users?status=asleep").IsRefusedAsync(400, "invalid-request");
        await admin.Client.ReadAsync("/admin/users?cursor=x").IsRefusedAsync(400, "invalid-cursor");
    }

    [Fact]
    public async Task The_token_that_was_left_for_the_operator_makes_the_first_admin_once()
    {
        var token = await SetupTokenAsync();
        var client = app.CreateClient();
        var admin = $"a{Guid.NewGuid():N}"[..20];
        await client.PostJsonAsync("/setup", Setup("guess")).IsRefusedAsync(401, "setup-token-invalid");
        using var answer = await client.PostJsonAsync("/setup", Setup(token));
        Assert.Equal(201, (int)answer.StatusCode);
        var made = await client.UseAsync(answer, SigningIn.Password);
        var me = await made.Client.ReadAsync("/me").JsonAsync();
        Assert.True(me.GetProperty("emailVerified").GetBoolean());
        Assert.Equal("admin", Assert.Single(me.GetProperty("rolesHeldBack").EnumerateArray()).GetString());
        await made.Client.ReadAsync("/admin/roles").IsRefusedAsync(403, "forbidden");
        await client.PostJsonAsync("/setup", Setup(token)).IsRefusedAsync(409, "already-set-up");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(app.SetupTokenFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        object Setup(string with) => new { token = with, email = $"{admin}@example.com", username = admin, password = SigningIn.Password };
    }

    private async Task<string> SetupTokenAsync()
    {
        using var deadline = new CancellationTokenSource(TestTime.Deadline);
        while (!File.Exists(app.SetupTokenFile) || new FileInfo(app.SetupTokenFile).Length == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await app.CreateClient().ReadAsync("/jwks").IsAsync(200);
        }

        return (await File.ReadAllTextAsync(app.SetupTokenFile)).Trim();
    }

    private static Task<HttpResponseMessage> PutRolesAsync(SignedInUser admin, SignedInUser user, string? version, params string[] roles)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/accounts/admin/users/{user.Id}/roles") { Content = JsonContent.Create(new { roles }) };
        if (version is not null)
        {
            request.Headers.Add("If-Match", version);
        }

        return admin.Client.SendAsync(request);
    }
}
