using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

internal static class StaleSession
{
    /// <summary>The browser's session goes on, as if its owner had signed in an hour ago.</summary>
    public static async Task AgeAsync(this CookieClient browser, AppFixture app, SignedInUser user)
    {
        Assert.True(SessionCookie.TryRead(browser.Session!, out var cookie));
        var token = await app.Services.GetRequiredService<AccessTokens>().IssueAsync(new SessionGrant
        {
            SessionId = cookie.Refresh.Session,
            AuthenticatedAt = DateTimeOffset.UtcNow - TimeSpan.FromHours(1),
            Generation = 1,
            Methods = [AuthenticationMethods.Password],
            Account = (await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me()).Require(),
        });
        browser.Session = (cookie with { Access = token }).Write();
    }
}
