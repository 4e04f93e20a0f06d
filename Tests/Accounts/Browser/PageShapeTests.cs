using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>Every page in both colour schemes and as narrow as a small phone.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PageShapeTests(BrowserApp app)
{
    [Theory]
    [InlineData("/account/register")]
    [InlineData("/account/register/done")]
    [InlineData("/account/setup")]
    [InlineData("/account/verify?token=x")]
    [InlineData("/account/verify/resend")]
    [InlineData("/account/login?done=reset")]
    [InlineData("/account/forgot")]
    [InlineData("/account/forgot/sent")]
    [InlineData("/account/reset?token=x")]
    [InlineData("/account/email?token=x")]
    [InlineData("/account/undo?token=x")]
    public async Task A_page_is_open_to_everybody(string path)
    {
        await using var page = await app.OpenAsync(path);
        await page.IsOpenToEverybodyAsync(path);
    }

    [Fact]
    public async Task The_pages_of_ones_own_account_are_open_to_everybody()
    {
        await using var page = await app.OpenAsync("/account");
        var person = new Person(app, page);
        await person.RegisterAsync();
        await person.VerifyAsync();
        await person.AddPasskeyAsync();
        foreach (var path in (string[])["/security", "/password", "/email/change", "/totp", "/passkeys/new", "/confirm", "/profile", "/apps", "/timeline", "/delete"])
        {
            await page.GoToAsync(app.Link($"/account{path}"));
            await page.IsOpenToEverybodyAsync($"own{path}");
        }

        await page.GoToAsync(app.Link("/account/totp"));
        await page.FollowAsync("Show the secret");
        await page.IsOpenToEverybodyAsync("own-totp-secret");
        await page.GoToAsync(app.Link("/account/security"));
        await person.TurnCodesOnAsync(async () => await page.IsOpenToEverybodyAsync("own-recovery-codes"));
        await page.IsOpenToEverybodyAsync("own-security-with-codes");
        await person.DeleteAccountAsync();
        await page.IsOpenToEverybodyAsync("own-deletion");
        await person.SignOutAsync();
        await person.BeginSignInAsync();
        await page.ClickAsync("Use a recovery code");
        await page.IsOpenToEverybodyAsync("own-second-step");
    }

    [Fact]
    public async Task What_was_refused_stands_beside_the_field_that_has_the_focus()
    {
        await using var page = await app.OpenAsync("/account/register");
        await page.FillAsync("E-mail address", "somebody@example.com");
        await page.FillAsync("User name", "somebody");
        await page.FillAsync("Password", "password123");
        await page.FollowAsync("Register");
        Assert.StartsWith("Error: Register", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("field-password", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("true", await page.EvaluateAsync<string>("document.activeElement.ariaInvalid"));
        Assert.Contains(
            "guessed first",
            await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ')"),
            StringComparison.Ordinal);
        Assert.Equal("somebody@example.com", await page.EvaluateAsync<string>("document.getElementById('field-email').value"));
        Assert.Equal("", await page.EvaluateAsync<string>("document.getElementById('field-password').value"));
        await page.IsOpenToEverybodyAsync("refused");
    }

    [Fact]
    public async Task Keys_alone_are_enough()
    {
        await using var page = await app.OpenAsync("/account/login");
        await page.PressAsync("Tab", 9);
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        var reached = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await page.PressAsync("Tab", 9);
            reached.Add(await page.EvaluateAsync<string>("document.activeElement.name || document.activeElement.textContent"));
        }

        Assert.Equal(["Orleans Backends", "email", "password", "remember", "Sign in", "Sign in with a passkey", "Forgot your password?", "Register"], reached);
        await page.LoadingAsync(() => page.PressAsync("Enter", 13, "\r"));
        Assert.Equal("/account/register", await page.PathAsync());
    }
}
