using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Accounts.OAuth;

/// <summary>Clients as admins keep them.</summary>
public class ClientApiTests(AppFixture app)
{
    [Fact]
    public async Task A_client_is_changed_only_by_who_knows_its_newest_version()
    {
        var (admin, client) = (await app.CreateUserAsync("admin"), await OAuthApp.RegisterAsync(app));
        var route = $"/admin/clients/{client.Id}";
        using var read = await admin.Client.ReadAsync(route);
        var version = read.Headers.ETag!.ToString();
        await PatchAsync(admin, route, new { name = "Another name" }, version: null).IsRefusedAsync(428, "if-match-required");
        var changed = await PatchAsync(admin, route, new { name = "Another name" }, version).JsonAsync();
        Assert.Equal(("Another name", "confidential"), (changed.Text("name"), changed.Text("type")));
        Assert.Equal([OAuthApp.RedirectUri], changed.GetProperty("redirectUris").EnumerateArray().Select(uri => uri.GetString()));
        await PatchAsync(admin, route, new { name = "A third" }, version).IsRefusedAsync(412, "stale");
        await PatchAsync(admin, route, new { redirectUris = (string[])["http://app.example.com/back"] }, "\"v2\"").IsRefusedAsync(422, "invalid-client-settings");
        await PatchAsync(admin, route, new { scopes = (string[])["nothing:read"] }, "\"v2\"").IsRefusedAsync(422, "unknown-scope");
    }

    [Fact]
    public async Task A_client_that_is_switched_off_gets_nothing_more_and_its_tokens_are_not_active()
    {
        var (admin, client) = (await app.CreateUserAsync("admin"), await OAuthApp.RegisterAsync(app));
        var (_, own) = await OwnTokenAsync(client);
        Assert.True(await IsActiveAsync(own.Text("access_token")));
        await PatchAsync(admin, $"/admin/clients/{client.Id}", new { enabled = false }, "\"v1\"").IsAsync(200);
        Assert.Equal((401, "invalid_client"), Refusal(await OwnTokenAsync(client)));
        await PatchAsync(admin, $"/admin/clients/{client.Id}", new { enabled = true }, "\"v2\"").IsAsync(200);
        Assert.Equal(200, (await OwnTokenAsync(client)).Status);

        async Task<bool> IsActiveAsync(string token) =>
            (await PostAsync("/connect/introspect", client, ("token", token))).Body.GetProperty("active").GetBoolean();
    }

    [Fact]
    public async Task A_new_secret_is_shown_once_and_the_old_one_goes_on_for_a_day()
    {
        var (admin, client) = (await app.CreateUserAsync("admin"), await OAuthApp.RegisterAsync(app));
        using var made = await admin.Client.PostJsonAsync($"/admin/clients/{client.Id}/secret", null);
        Assert.True(made.Headers.CacheControl?.NoStore);
        var secret = (await made.Content.ReadFromJsonAsync<JsonElement>()).Text("secret");
        Assert.NotEqual(client.Secret, secret);
        Assert.Equal(200, (await OwnTokenAsync(client)).Status);
        Assert.Equal(200, (await OwnTokenAsync(client with { Secret = secret })).Status);
        Assert.DoesNotContain(secret, await admin.Client.GetStringAsync($"/api/accounts/admin/clients/{client.Id}"), StringComparison.Ordinal);

        var open = await OAuthApp.RegisterAsync(app, "public");
        await admin.Client.PostJsonAsync($"/admin/clients/{open.Id}/secret", null).IsRefusedAsync(409, "client-is-public");
    }

    [Fact]
    public async Task A_client_that_was_removed_is_unknown()
    {
        var (admin, client) = (await app.CreateUserAsync("admin"), await OAuthApp.RegisterAsync(app));
        await admin.Client.RemoveAsync($"/admin/clients/{client.Id}").IsAsync(204);
        await admin.Client.RemoveAsync($"/admin/clients/{client.Id}").IsRefusedAsync(404, "client-not-found");
        await admin.Client.ReadAsync($"/admin/clients/{client.Id}").IsRefusedAsync(404, "client-not-found");
        Assert.Equal((401, "invalid_client"), Refusal(await OwnTokenAsync(client)));
        using var browser = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        using var page = await browser.Client.GetAsync(client.Authorize());
        Assert.Equal((400, null), ((int)page.StatusCode, page.Headers.Location));
    }

    [Fact]
    public async Task Clients_are_the_admins_affair()
    {
        var user = await app.CreateUserAsync();
        await user.Client.ReadAsync("/admin/clients").IsRefusedAsync(403, "forbidden");
        await app.CreateClient().ReadAsync("/admin/clients").IsRefusedAsync(401, "unauthenticated");
    }

    private static (int, string) Refusal((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.Text("error"));

    private static async Task<HttpResponseMessage> PatchAsync(SignedInUser admin, string route, object body, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/accounts{route}") { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await admin.Client.SendAsync(request);
    }

    private Task<(int Status, JsonElement Body)> OwnTokenAsync(OAuthApp client) =>
        PostAsync("/connect/token", client, ("grant_type", "client_credentials"), ("scope", "links:read"));

    private async Task<(int Status, JsonElement Body)> PostAsync(string route, OAuthApp client, params (string Name, string Value)[] fields)
    {
        using var machine = app.CreateClient();
        var form = fields.Append(("client_id", client.Id)).Append(("client_secret", client.Secret!)).ToDictionary(f => f.Item1, f => f.Item2);
        using var answer = await machine.PostAsync(route, new FormUrlEncodedContent(form));
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
