using System.Net.Http.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public sealed class ExportApiTests(AppFixture app)
{
    [Fact]
    public async Task Everything_that_the_systems_hold_is_read_as_one_document()
    {
        var user = await app.CreateUserAsync();
        var code = $"export-{Guid.NewGuid():N}";
        using (var link = await user.Client.PostAsJsonAsync("/api/links", new { url = "https://example.org/own", code }))
        {
            Assert.True(link.IsSuccessStatusCode);
        }

        var asked = await user.Client.PostJsonAsync("/export", null).JsonAsync(202);
        Assert.InRange(asked.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        using var answer = await user.Client.ReadAsync($"/export/{asked.Text("id")}");
        Assert.Equal((200, "no-store"), ((int)answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        var all = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal(["accounts", "chat", "links", "notifications", "polls", "rate-limits"], all.EnumerateObject().Select(slice => slice.Name));
        var account = all.GetProperty("accounts").EnumerateArray().ToList();
        Assert.Equal(user.Email, account[0].Text("email"));
        Assert.Contains(account, entry => entry.TryGetProperty("kind", out var kind) && kind.GetString() == AuditKinds.Exported);
        Assert.Contains(code, all.GetProperty("links").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_asked_for_is_not_found()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var asked = await user.Client.PostJsonAsync("/export", null).JsonAsync(202);
        await other.Client.ReadAsync($"/export/{asked.Text("id")}").IsRefusedAsync(404, "export-not-found");
        await user.Client.ReadAsync($"/export/{Guid.NewGuid()}").IsRefusedAsync(404, "export-not-found");
        await app.CreateClient().PostJsonAsync("/export", null).IsRefusedAsync(401, "unauthenticated");
    }
}
