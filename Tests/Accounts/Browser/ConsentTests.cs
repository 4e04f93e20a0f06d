using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>The way to an application of somebody else and back, which a browser walks only where each page's policy lets it.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ConsentTests(BrowserApp app)
{
    [Fact]
    public async Task A_person_allows_an_application_comes_back_to_it_and_takes_it_back()
    {
        await using var page = await app.OpenAsync("/account");
        await using var other = await OtherApplication.StartAsync(app);
        var person = new Person(app, page);
        await person.RegisterAsync();
        await person.VerifyAsync();

        await page.GoToAsync(app.Link(other.SignIn));
        await person.SeesAsync("Allow An application?");
        await page.IsOpenToEverybodyAsync("own-consent");
        Assert.Contains("read own links and their statistics", await page.TextAsync(), StringComparison.Ordinal);
        await page.FollowAsync("Allow");
        await IsAtAsync(page, other, "back with a code");

        await page.GoToAsync(app.Link("/account/security"));
        await person.SignOutAsync();
        await page.GoToAsync(app.Link(other.SignIn));
        await person.SeesAsync("Sign in");
        await person.SignInHereAsync();
        await IsAtAsync(page, other, "back with a code");

        await page.GoToAsync(app.Link("/account/security"));
        await page.FollowAsync("Applications");
        await page.IsOpenToEverybodyAsync("own-applications");
        await page.FollowAsync("Take back what An application may do");
        Assert.Contains("The application may no longer use your account.", await page.TextAsync(), StringComparison.Ordinal);
        await page.GoToAsync(app.Link(other.SignIn));
        await person.SeesAsync("Allow An application?");
        await page.FollowAsync("Do not allow");
        await IsAtAsync(page, other, "back access_denied");

        await page.GoToAsync(app.Link(other.SignOut));
        await person.SeesAsync("Sign out?");
        await page.FollowAsync("Yes, sign out");
        await IsAtAsync(page, other, "bye");
    }

    private static async Task IsAtAsync(BrowserPage page, OtherApplication other, string text)
    {
        Assert.Equal(other.Server.GetLeftPart(UriPartial.Authority), await page.EvaluateAsync<string>("location.origin"));
        Assert.Equal(text, await page.TextAsync());
    }
}
