using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class SessionApiTests(AppFixture app)
{
    [Fact]
    public async Task A_refresh_token_turns_and_the_new_access_token_works()
    {
        var user = await app.CreateUserAsync();
        var client = app.CreateClient();
        var next = await client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
        Assert.NotEqual(user.RefreshToken, next.Text("refreshToken"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", next.Text("accessToken"));
        await client.ReadAsync("/me").IsAsync(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("obr_AAAA")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Other_texts_are_no_refresh_tokens(string refreshToken) =>
        await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken }).IsRefusedAsync(401, "refresh-invalid");

    [Fact]
    public async Task An_invented_refresh_token_says_no_more_than_an_old_one()
    {
        var invented = new RefreshToken(new UserId(Guid.NewGuid()), Guid.NewGuid(), new byte[32]).Write();
        await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = invented }).IsRefusedAsync(401, "refresh-invalid");
    }

    [Fact]
    public async Task A_session_that_signed_out_is_refused_at_once()
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/logout", null).IsAsync(204);
        await user.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await app.CreateClient().PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).IsRefusedAsync(401, "refresh-invalid");
        await app.CreateClient().PostJsonAsync("/logout", new { refreshToken = user.RefreshToken }).IsAsync(204);
        await app.CreateClient().PostJsonAsync("/logout", null).IsRefusedAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task One_session_ends_another()
    {
        var first = await app.CreateUserAsync();
        var second = await app.OpenSessionAsync(first.Id);
        var items = (await first.Client.ReadAsync("/sessions").JsonAsync()).GetProperty("items");
        Assert.Equal(2, items.GetArrayLength());
        var current = Assert.Single(items.EnumerateArray(), s => s.GetProperty("current").GetBoolean());
        Assert.Equal((first.SessionId.ToString(), "Firefox on Linux"), (current.Text("id"), current.Text("device")));

        await first.Client.RemoveAsync($"/sessions/{second.SessionId}").IsAsync(204);
        await second.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await first.Client.RemoveAsync($"/sessions/{second.SessionId}").IsRefusedAsync(404, "session-not-found");
        await first.Client.ReadAsync("/me").IsAsync(200);
    }

    [Fact]
    public async Task All_others_end_and_this_one_stays()
    {
        var first = await app.CreateUserAsync();
        var second = await app.OpenSessionAsync(first.Id);
        await first.Client.RemoveAsync("/sessions").IsRefusedAsync(400, "invalid-request");
        await first.Client.RemoveAsync("/sessions?except=current").IsAsync(204);
        await second.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await first.Client.ReadAsync("/me").IsAsync(200);
    }

    [Fact]
    public async Task A_new_password_keeps_this_session_only()
    {
        const string next = "another long evening";
        var first = await app.CreateUserAsync();
        var second = await app.OpenSessionAsync(first.Id);
        await first.Client.PostJsonAsync("/password/change", new { currentPassword = "wrong", newPassword = next }).IsRefusedAsync(401, "invalid-credentials");
        var weak = await first.Client.PostJsonAsync("/password/change", new { currentPassword = first.Password, newPassword = "short" })
            .IsRefusedAsync(422, "weak-password");
        Assert.Equal("newPassword", weak.Text("member"));
        await first.Client.PostJsonAsync("/password/change", new { currentPassword = first.Password, newPassword = next }).IsAsync(204);

        await second.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await first.Client.ReadAsync("/me").IsAsync(200);
        await app.CreateClient().PostJsonAsync("/login", new { email = first.Email, password = first.Password }).IsRefusedAsync(401, "invalid-credentials");
        await app.CreateClient().SignInAsync(first.Email, next);
    }

    [Fact]
    public async Task Confirming_the_password_gives_a_token_of_the_same_session()
    {
        var user = await app.CreateUserAsync();
        await user.Client.PostJsonAsync("/reauthenticate", new { password = "wrong" }).IsRefusedAsync(401, "invalid-credentials");
        var answer = await user.Client.PostJsonAsync("/reauthenticate", new { password = user.Password }).JsonAsync();
        Assert.Equal(user.SessionId.ToString(), answer.Text("sessionId"));
        Assert.False(answer.TryGetProperty("refreshToken", out _));
    }

    [Fact]
    public async Task The_timeline_tells_what_happened_page_by_page()
    {
        var user = await app.CreateUserAsync();
        await app.OpenSessionAsync(user.Id);
        var first = await user.Client.ReadAsync("/audit?limit=2").JsonAsync();
        Assert.Equal([3, 2], first.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("seq").GetInt32()));
        var rest = await user.Client.ReadAsync($"/audit?limit=2&cursor={first.Text("nextCursor")}").JsonAsync();
        Assert.Equal("registered", Assert.Single(rest.GetProperty("items").EnumerateArray()).Text("kind"));
        var signIns = await user.Client.ReadAsync("/audit?kind=signed-in").JsonAsync();
        Assert.Equal(2, signIns.GetProperty("items").GetArrayLength());
        await user.Client.ReadAsync("/audit?cursor=x").IsRefusedAsync(400, "invalid-cursor");
        await user.Client.ReadAsync("/audit?kind=x").IsRefusedAsync(400, "invalid-request");
    }
}
