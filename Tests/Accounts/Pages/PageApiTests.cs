using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What pages promise beyond the API that they call.</summary>
public sealed class PageApiTests(AppFixture app) : IDisposable
{
    private readonly CookieClient browser = new(app);

    [Fact]
    public void Every_page_has_a_policy_and_wants_the_antiforgery_token()
    {
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/account", StringComparison.Ordinal)).ToList();
        Assert.InRange(pages.Count, 30, int.MaxValue);
        Assert.All(pages, page =>
        {
            Assert.NotNull(page.Metadata.GetMetadata<LimitMark>());
            Assert.NotNull(page.Metadata.GetMetadata<AntiforgeryMark>());
        });
    }

    [Fact]
    public async Task A_form_without_token_is_refused_by_a_page()
    {
        var answer = browser.Client.PostAsync("/account/forgot", new FormUrlEncodedContent([new("email", "somebody@example.com")]));
        Assert.Contains("This form is out of date", await answer.IsPageAsync(403), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_comes_back()
    {
        await browser.Client.GetAsync("/account/timeline?limit=5").LeadsToAsync("/account/login?return=%2Faccount%2Ftimeline%3Flimit%3D5");
        var user = await app.CreateUserAsync();
        var fields = new { email = user.Email, password = user.Password, remember = "on" };
        await browser.SubmitAsync("/account/login?return=%2Faccount%2Ftimeline%3Flimit%3D5", fields).LeadsToAsync("/account/timeline?limit=5");
        Assert.Contains("Signed in", await browser.Client.GetAsync("/account/timeline?limit=5").IsPageAsync(200), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_as_the_API_tells_it()
    {
        var user = await app.CreateUserAsync();
        var page = await browser.SubmitAsync("/account/login", new { email = user.Email, password = "not this one" }).IsPageAsync(401);
        Assert.Contains(AccountErrors.InvalidCredentials.Message, page, StringComparison.Ordinal);
        Assert.Contains(user.Email, page, StringComparison.Ordinal);
        Assert.DoesNotContain("not this one", page, StringComparison.Ordinal);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Whether_an_address_is_taken_is_not_told()
    {
        var user = await app.CreateUserAsync();
        foreach (var email in (string[])[user.Email, $"{Guid.NewGuid():N}@example.com"])
        {
            var fields = new { email, username = $"u{Guid.NewGuid():N}"[..20], displayName = "", password = SigningIn.Password };
            await browser.SubmitAsync("/account/register", fields).LeadsToAsync("/account/register/done");
            await browser.SubmitAsync("/account/forgot", new { email }).LeadsToAsync("/account/forgot/sent");
        }
    }

    [Fact]
    public async Task What_is_sensitive_is_asked_for_again_after_a_proof_of_now()
    {
        var user = await app.CreateUserAsync();
        var stale = await app.OpenStaleSessionAsync(user, TimeSpan.FromMinutes(16));
        Assert.True(RefreshToken.TryRead(user.RefreshToken, out var refresh));
        browser.Session = new SessionCookie(refresh, stale.DefaultRequestHeaders.Authorization!.Parameter!).Write();
        const string Confirm = "/account/confirm?return=%2Faccount%2Ftotp";
        await browser.Client.GetAsync("/account/totp").LeadsToAsync(Confirm);
        await browser.SubmitAsync("/account/security", new { }, "/account/totp").LeadsToAsync(Confirm);
        await browser.SubmitAsync(Confirm, new { password = "not this one" }, "/account/confirm").IsPageAsync(401);
        await browser.SubmitAsync(Confirm, new { password = user.Password }, "/account/confirm").LeadsToAsync("/account/totp");
        await browser.Client.GetAsync("/account/totp").IsPageAsync(200);
    }

    [Fact]
    public async Task An_edit_of_the_profile_over_a_newer_one_is_refused()
    {
        var user = await app.CreateUserAsync();
        await browser.SignInAsync(user);
        await browser.SubmitAsync("/account/profile", new { username = user.Username, displayName = "Ann", bio = "One\nTwo" }).LeadsToAsync("/account/profile?done=saved");
        var page = await browser.SubmitAsync("/account/profile", new { username = user.Username, displayName = "Bob", version = "1" }).IsPageAsync(412);
        Assert.Contains(Errors.Stale.Message, page, StringComparison.Ordinal);
        Assert.Equal("Ann", (await browser.Client.ReadAsync("/me").JsonAsync()).Text("displayName"));
    }

    [Fact]
    public async Task Sessions_are_ended_one_by_one_and_all_others_at_once()
    {
        var user = await app.CreateUserAsync();
        await browser.SignInAsync(user);
        var second = await app.OpenSessionAsync(user.Id);
        Assert.Contains("Sign out everywhere else", await browser.Client.GetAsync("/account/security").IsPageAsync(200), StringComparison.Ordinal);
        await browser.SubmitAsync("/account/security", new { }, $"/account/sessions/{second.SessionId}/end").LeadsToAsync("/account/security?done=session");
        await second.Client.BecomesRefusedAsync("/me", "unauthenticated");
        await browser.SubmitAsync("/account/security", new { }, "/account/sessions/end-others").LeadsToAsync("/account/security?done=sessions");
        Assert.DoesNotContain("Sign out everywhere else", await browser.Client.GetAsync("/account/security").IsPageAsync(200), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_limit_refuses_is_told_by_a_page()
    {
        for (var i = 0; i < 20; i++)
        {
            await browser.SubmitAsync("/account/forgot", new { email = $"{Guid.NewGuid():N}@example.com" }).LeadsToAsync("/account/forgot/sent");
        }

        Assert.Contains("Try again in", await browser.SubmitAsync("/account/forgot", new { email = "somebody@example.com" }).IsPageAsync(429), StringComparison.Ordinal);
    }

    public void Dispose() => browser.Dispose();
}
