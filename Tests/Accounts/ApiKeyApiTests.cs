using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class ApiKeyApiTests(AppFixture app)
{
    private static readonly string[] ReadLinks = ["links:read"];
    private static readonly string[] Unknown = ["links:fly"];

    [Fact]
    public async Task A_key_reads_who_it_stands_for_and_nothing_else_here()
    {
        var (user, client, _) = await MadeAsync();
        var me = await client.ReadAsync("/me").JsonAsync();
        Assert.Equal(user.Id.ToString(), me.Text("id"));
        foreach (var route in (string[])["/sessions", "/api-keys", "/audit"])
        {
            await client.ReadAsync(route).IsRefusedAsync(403, "session-required");
        }

        await client.PostJsonAsync("/password/change", new { currentPassword = "x", newPassword = "x" }).IsRefusedAsync(403, "session-required");
        await client.PostJsonAsync("/logout", null).IsRefusedAsync(403, "session-required");
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        var (user, client, id) = await MadeAsync();
        await client.ReadAsync("/me").IsAsync(200);
        await user.Client.RemoveAsync($"/api-keys/{id}").IsAsync(204);
        await client.BecomesRefusedAsync("/me", "unauthenticated");
        await user.Client.RemoveAsync($"/api-keys/{id}").IsRefusedAsync(404, "api-key-not-found");
    }

    [Fact]
    public async Task A_listed_key_shows_no_secret()
    {
        var (user, _, id) = await MadeAsync();
        var key = Assert.Single((await user.Client.ReadAsync("/api-keys").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal((id, "ci"), (key.Text("id"), key.Text("name")));
        Assert.False(key.TryGetProperty("key", out _));
    }

    [Fact]
    public async Task A_key_is_made_only_for_scopes_that_exist_and_a_time_that_comes()
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Unknown }).IsRefusedAsync(422, "unknown-scope");
        await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Array.Empty<string>() }).IsRefusedAsync(400, "invalid-request");
        await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = ReadLinks, expiresAt = "2020-01-01T00:00:00Z" })
            .IsRefusedAsync(400, "invalid-request");
        await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = ReadLinks, expiresAt = DateTimeOffset.UtcNow.AddYears(3) })
            .IsRefusedAsync(400, "invalid-request");
    }

    [Fact]
    public async Task A_key_reaches_no_further_than_its_scopes()
    {
        var (_, client, _) = await MadeAsync();
        using var list = await client.GetAsync(new Uri("/api/links", UriKind.Relative));
        Assert.Equal(200, (int)list.StatusCode);
        await client.PostAsync(new Uri("/api/links", UriKind.Relative), Problem.Json("""{"url":"https://example.com/"}""")).IsRefusedAsync(403, "forbidden");
    }

    [Fact]
    public async Task Invented_keys_are_refused()
    {
        var wellFormed = new ApiKeyText(new UserId(Guid.NewGuid()), 7, new byte[32]).Write();
        foreach (var text in (string[])["obk_x", wellFormed, wellFormed[..^1] + "!"])
        {
            var client = app.CreateClient();
            client.DefaultRequestHeaders.Add("X-Api-Key", text);
            await client.ReadAsync("/me").IsRefusedAsync(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task A_key_ends_with_its_owners_account()
    {
        var (user, client, _) = await MadeAsync();
        await client.ReadAsync("/me").IsAsync(200);
        var by = new ActedBy(new UserId(Guid.NewGuid()), AccountTestData.Origin);
        (await app.Grains.GetGrain<IAccountControlGrain>(AccountKey.Of(user.Id)).Disable(null, by)).Require();
        await client.BecomesRefusedAsync("/me", "unauthenticated");
    }

    private async Task<(SignedInUser User, HttpClient Client, string Id)> MadeAsync()
    {
        var user = await app.CreateUserAsync();
        var made = await user.Client.PostJsonAsync("/api-keys", new { name = "ci", scopes = ReadLinks }).JsonAsync(201);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", made.Text("key"));
        return (user, client, made.Text("id"));
    }
}
