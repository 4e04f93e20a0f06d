using OrleansBackends.Tests.Accounts.OAuth;

namespace OrleansBackends.Tests.Accounts;

public sealed class AppPageTests(AppFixture app) : IDisposable
{
    private readonly CookieClient browser = new(app);

    [Fact]
    public async Task An_application_stands_there_once_with_all_that_it_may_and_is_taken_back_as_a_whole()
    {
        await browser.SignInAsync(await app.CreateUserAsync());
        Assert.Contains("None.", await browser.Client.GetAsync("/account/apps").IsPageAsync(200), StringComparison.Ordinal);
        var (client, other) = (await OAuthApp.RegisterAsync(app), await OAuthApp.RegisterAsync(app));
        await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize());
        await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize(("scope", "openid links:read")));
        await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + other.Authorize());

        var page = await browser.Client.GetAsync("/account/apps").IsPageAsync(200);
        Assert.Equal(2, page.Split("Some application</strong>").Length - 1);
        Assert.Contains("It may know who you are here; read own links and their statistics.", page, StringComparison.Ordinal);

        await browser.SubmitAsync("/account/apps", new { }, $"/account/apps/{client.Id}/end").LeadsToAsync("/account/apps?done=ended");
        page = await browser.Client.GetAsync("/account/apps?done=ended").IsPageAsync(200);
        Assert.Contains("may no longer use your account", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/account/apps/{client.Id}/end", page, StringComparison.Ordinal);
        Assert.Contains($"/account/apps/{other.Id}/end", page, StringComparison.Ordinal);
        using var asked = await browser.Client.GetAsync(client.Authorize());
        Assert.Equal(200, (int)asked.StatusCode);
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_allowed()
    {
        var client = await OAuthApp.RegisterAsync(app);
        await browser.SignInAsync(await app.CreateUserAsync());
        await OAuthApp.PassAsync(browser.Client, CookieClient.Origin + client.Authorize());
        using var stranger = await new CookieClient(app).SignInAsync(await app.CreateUserAsync());
        await stranger.SubmitAsync("/account/apps", new { }, $"/account/apps/{client.Id}/end").LeadsToAsync("/account/apps?done=ended");
        Assert.Contains($"/account/apps/{client.Id}/end", await browser.Client.GetAsync("/account/apps").IsPageAsync(200), StringComparison.Ordinal);
    }

    public void Dispose() => browser.Dispose();
}
