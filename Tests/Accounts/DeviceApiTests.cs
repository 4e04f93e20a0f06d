namespace OrleansBackends.Tests.Accounts;

public class DeviceApiTests(AppFixture app)
{
    [Fact]
    public async Task The_owners_browser_signs_in_while_a_stranger_has_closed_the_address()
    {
        var user = await app.CreateUserAsync();
        var cookie = await SignInForCookieAsync(user);
        await IsClosedAsync(user, null);
        await LoginAsync(user, cookie).IsAsync(200);
        await IsClosedAsync(user, $"{cookie[..^5]}AAAAA");
    }

    [Fact]
    public async Task A_strangers_cookie_opens_no_closed_address()
    {
        var (user, stranger) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        var cookie = await SignInForCookieAsync(stranger);
        await IsClosedAsync(user, cookie);
    }

    [Fact]
    public async Task The_cookie_is_for_the_server_only_and_tells_nothing()
    {
        var user = await app.CreateUserAsync();
        using var answer = await LoginAsync(user, null);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; max-age=15552000; path=/; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Id.ToString(), cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_gets_no_cookie()
    {
        var user = await app.CreateUserAsync();
        using var answer = await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = "wrong" });
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task<string> SignInForCookieAsync(SignedInUser user)
    {
        using var answer = await LoginAsync(user, null);
        Assert.True(answer.IsSuccessStatusCode);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    /// <summary>With another password, so that an attempt that came too late counts too.</summary>
    private async Task IsClosedAsync(SignedInUser user, string? cookie)
    {
        var (_, refused) = await app.WhileClosedAsync(user, () => LoginAsync(user, cookie, "wrong"));
        await Task.FromResult(refused).IsRefusedAsync(429, "too-many-attempts");
    }

    private Task<HttpResponseMessage> LoginAsync(SignedInUser user, string? cookie, string? password = null)
    {
        var client = app.CreateClient();
        if (cookie is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        }

        return client.PostJsonAsync("/login", new { email = user.Email, password = password ?? user.Password });
    }
}
