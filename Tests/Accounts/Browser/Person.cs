using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>Somebody with a browser, and what they do with it.</summary>
internal sealed class Person(BrowserApp app, BrowserPage page)
{
    private string password = "a long quiet evening";
    private Authenticator? authenticator;
    private string[] recoveryCodes = [];

    public string Email { get; } = $"{Guid.NewGuid():N}@example.com";

    public async Task RegisterAsync()
    {
        await page.GoToAsync(app.Link("/account/register"));
        await page.FillAsync("E-mail address", Email);
        await page.FillAsync("User name", $"u{Email[..12]}");
        await page.FillAsync("Password", password);
        await page.FollowAsync("Register");
        await SeesAsync("Check your mail");
    }

    public async Task VerifyAsync()
    {
        await page.OpenMailedLinkAsync(app, Email, "verify");
        await page.FillAsync("Password", password);
        await page.FollowAsync("Verify and sign in");
        await SeesAsync("Security");
    }

    public async Task TurnCodesOnAsync(Func<Task>? whenShown = null)
    {
        await page.FollowAsync("Turn codes on");
        await page.FollowAsync("Show the secret");
        var secret = await page.EvaluateAsync<string>("document.querySelector('dd code').textContent");
        authenticator = new Authenticator(secret.Replace(" ", "", StringComparison.Ordinal));
        await page.FillAsync("Code that it shows", authenticator.WrongCode(DateTimeOffset.UtcNow));
        await page.FollowAsync("Turn codes on");
        Assert.Contains("This is not the code of now.", await page.TextAsync(), StringComparison.Ordinal);
        await page.FillAsync("Code that it shows", authenticator.Code(DateTimeOffset.UtcNow));
        await page.FollowAsync("Turn codes on");
        await SeesAsync("Your recovery codes");
        recoveryCodes = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('li code')].map(code => code.textContent)");
        Assert.Equal(10, recoveryCodes.Distinct().Count());
        await (whenShown?.Invoke() ?? Task.CompletedTask);
        await page.FollowAsync("I have kept them");
    }

    public async Task AddPasskeyAsync()
    {
        await page.AddAuthenticatorAsync();
        await page.FollowAsync("Add a passkey");
        await page.FillAsync("Name", "My key");
        await page.FollowAsync("Add a passkey");
        await SeesAsync("Security");
        Assert.Contains("Your passkey is added.", await page.TextAsync(), StringComparison.Ordinal);
    }

    public async Task SignInWithPasskeyAsync()
    {
        await page.GoToAsync(app.Link("/account/login"));
        await page.FollowAsync("Sign in with a passkey");
        await SeesAsync("Security");
    }

    public async Task SignInWithPasskeyAsSecondStepAsync()
    {
        await BeginSignInAsync();
        await page.FollowAsync("Use a passkey");
        await SeesAsync("Security");
    }

    /// <summary>With a code of the next half minute, which counts already: that of now is used up.</summary>
    public async Task SignInWithCodeAsync()
    {
        await BeginSignInAsync();
        await page.FillAsync("Code from your authenticator", authenticator!.Code(DateTimeOffset.UtcNow, steps: 1));
        await page.FollowAsync("Sign in");
        await SeesAsync("Security");
    }

    public async Task SignInWithRecoveryCodeAsync()
    {
        await BeginSignInAsync();
        await page.ClickAsync("Use a recovery code");
        await page.FillAsync("Recovery code", recoveryCodes[0]);
        await page.FollowAsync("Sign in with the recovery code");
        await SeesAsync("Security");
        Assert.Contains("9 recovery codes left", await page.TextAsync(), StringComparison.Ordinal);
    }

    public async Task ResetPasswordAsync()
    {
        await page.GoToAsync(app.Link("/account/login"));
        await page.FollowAsync("Forgot your password?");
        await page.FillAsync("E-mail address", Email);
        await page.FollowAsync("Send the link");
        await SeesAsync("Check your mail");
        await page.OpenMailedLinkAsync(app, Email, "reset");
        password = "kettle-orbit-31-plum";
        await page.FillAsync("New password", password);
        await page.FollowAsync("Set the password");
        Assert.Contains("Your password is set.", await page.TextAsync(), StringComparison.Ordinal);
    }

    public async Task SignOutAsync()
    {
        await page.FollowAsync("Sign out");
        Assert.Contains("You are signed out.", await page.TextAsync(), StringComparison.Ordinal);
    }

    public async Task DeleteAccountAsync()
    {
        await page.FollowAsync("Your data");
        await page.FollowAsync("Delete my account");
        Assert.Contains("Your account is deleted on", await page.TextAsync(), StringComparison.Ordinal);
    }

    public async Task BeginSignInAsync()
    {
        await page.GoToAsync(app.Link("/account/login"));
        await SignInHereAsync();
    }

    /// <summary>On the page of sign-in, wherever it leads.</summary>
    public async Task SignInHereAsync()
    {
        await page.FillAsync("E-mail address", Email);
        await page.FillAsync("Password", password);
        await page.FollowAsync("Sign in");
    }

    public async Task SeesAsync(string heading) => Assert.Equal(heading, await page.EvaluateAsync<string>("document.querySelector('h1').textContent"));
}
