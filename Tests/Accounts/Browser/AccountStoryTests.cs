using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>The life of an account as its owner sees it, in a real browser.</summary>
[Collection(nameof(BrowserTests))]
public sealed class AccountStoryTests(BrowserApp app)
{
    [Fact]
    public async Task A_person_registers_secures_loses_and_deletes_an_account()
    {
        await using var page = await app.OpenAsync("/account");
        var person = new Person(app, page);
        await person.SeesAsync("Sign in");
        await person.RegisterAsync();
        await person.VerifyAsync();
        await person.TurnCodesOnAsync();
        await person.SignOutAsync();
        await person.SignInWithCodeAsync();
        await person.AddPasskeyAsync();
        await person.SignOutAsync();
        await person.SignInWithPasskeyAsync();
        await person.SignOutAsync();
        await person.ResetPasswordAsync();
        await person.SignInWithRecoveryCodeAsync();

        await page.FollowAsync("Timeline");
        var timeline = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.list strong')].map(entry => entry.textContent)");
        Assert.Equal(
            [
                "Signed in", "Recovery code used", "Password set by a link", "Link for another password asked for", "Signed out", "Signed in", "Signed out",
                "Passkey added", "Signed in", "Signed out", "Codes turned on", "Signed in", "Address verified", "Account made",
            ],
            timeline);

        await person.DeleteAccountAsync();
        await page.FollowAsync("Keep my account");
        Assert.Contains("Your account stays.", await page.TextAsync(), StringComparison.Ordinal);
        await person.DeleteAccountAsync();
    }

    [Fact]
    public async Task A_passkey_is_the_second_step_confirms_a_session_and_is_removed()
    {
        await using var page = await app.OpenAsync("/account");
        var person = new Person(app, page);
        await person.RegisterAsync();
        await person.VerifyAsync();
        await person.TurnCodesOnAsync();
        await person.AddPasskeyAsync();
        await page.ClickAsync("Rename My key");
        await page.FillAsync("New name", "Old key");
        await page.FollowAsync("Save");
        await page.GoToAsync(app.Link("/account/confirm?return=/account/timeline"));
        await page.FollowAsync("Confirm with a passkey");
        await person.SeesAsync("Timeline");
        await person.SignOutAsync();
        await person.SignInWithPasskeyAsSecondStepAsync();
        await page.FollowAsync("Remove Old key");
        Assert.Contains("The passkey is removed.", await page.TextAsync(), StringComparison.Ordinal);
        await person.SignOutAsync();
        await person.BeginSignInAsync();
        await person.SeesAsync("Second step");
        Assert.DoesNotContain("Use a passkey", await page.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_without_the_passkey_says_so_and_sends_nothing()
    {
        await using var page = await app.OpenAsync("/account/login");
        await page.AddAuthenticatorAsync();
        await page.ClickAsync("Sign in with a passkey");
        await TestTime.Eventually(
            async () => (await page.TextAsync()).Contains("No passkey was used.", StringComparison.Ordinal), "word that no passkey was used", TimeSpan.FromSeconds(30));
        Assert.Equal("/account/login", await page.PathAsync());
    }

    [Fact]
    public async Task Without_script_a_person_registers_signs_in_and_sets_another_password()
    {
        await using var page = await app.OpenAsync("/account");
        await page.TurnScriptOffAsync();
        var person = new Person(app, page);
        await person.RegisterAsync();
        await person.VerifyAsync();
        await person.TurnCodesOnAsync();
        await person.SignOutAsync();
        await person.ResetPasswordAsync();
        await person.SignInWithCodeAsync();
    }
}
