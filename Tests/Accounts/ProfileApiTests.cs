using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

public class ProfileApiTests(AppFixture app)
{
    [Fact]
    public async Task Absent_members_stay_and_null_clears()
    {
        var user = await app.CreateUserAsync();
        await PatchAsync(user, """{"displayName":"Ada","bio":"Numbers.","imageUrl":"https://example.com/a.png","timeZone":"Europe/London"}""").JsonAsync();
        var me = await PatchAsync(user, """{"bio":null}""").JsonAsync();
        Assert.Equal(("Ada", "Europe/London", JsonValueKind.Null), (me.Text("displayName"), me.Text("timeZone"), me.GetProperty("bio").ValueKind));
        var profile = await app.CreateClient().ReadAsync($"/users/{user.Username.ToUpperInvariant()}").JsonAsync();
        Assert.Equal(("Ada", "https://example.com/a.png"), (profile.Text("displayName"), profile.Text("imageUrl")));
        Assert.False(profile.TryGetProperty("email", out _));
    }

    [Fact]
    public async Task An_edit_is_meant_for_the_version_that_was_read()
    {
        var user = await app.CreateUserAsync();
        using var read = await user.Client.ReadAsync("/me");
        Assert.Equal("\"v1\"", read.Headers.ETag?.Tag);
        await PatchAsync(user, """{"bio":"x"}""", "\"v1\"").IsAsync(200);
        await PatchAsync(user, """{"bio":"y"}""", "\"v1\"").IsRefusedAsync(412, "stale");
        await PatchAsync(user, """{"bio":"y"}""", "1").IsRefusedAsync(400, "invalid-request");
    }

    [Theory]
    [InlineData("""{"imageUrl":"http://example.com/a.png"}""", "imageUrl")]
    [InlineData("""{"imageUrl":"javascript:alert(1)"}""", "imageUrl")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"email":"x@example.com"}""", "email")]
    [InlineData("""{"bio":7}""", "bio")]
    public async Task Malformed_values_are_400_with_the_member(string json, string member)
    {
        var user = await app.CreateUserAsync();
        var problem = await PatchAsync(user, json).IsRefusedAsync(400, "invalid-request");
        Assert.Equal(member, problem.Text("member"));
    }

    [Fact]
    public async Task A_user_name_moves_twice_in_thirty_days()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        await PatchAsync(user, $$"""{"username":"{{other.Username}}"}""").IsRefusedAsync(409, "username-taken");
        await PatchAsync(user, """{"username":"-"}""").IsRefusedAsync(422, "invalid-username");
        var name = $"n{Guid.NewGuid():N}"[..20];
        Assert.Equal(name, (await PatchAsync(user, $$"""{"username":"{{name}}"}""").JsonAsync()).Text("username"));
        await PatchAsync(other, $$"""{"username":"{{user.Username}}"}""").IsRefusedAsync(409, "username-taken");
        await PatchAsync(user, $$"""{"username":"{{user.Username}}"}""").IsAsync(200);
        await PatchAsync(user, $$"""{"username":"x{{name[1..]}}"}""").IsRefusedAsync(429, "username-changed-recently");
    }

    private static Task<HttpResponseMessage> PatchAsync(SignedInUser user, string json, string? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, "/api/accounts/me") { Content = Problem.Json(json) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return user.Client.SendAsync(request);
    }
}
