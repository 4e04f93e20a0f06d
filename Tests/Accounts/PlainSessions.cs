using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Access tokens of a user's session that say something else than the session does.</summary>
internal static class PlainSessions
{
    /// <summary>As if signed in by password alone.</summary>
    public static Task<HttpClient> OpenPlainSessionAsync(this AppFixture app, SignedInUser user) =>
        app.OpenAsync(user, DateTimeOffset.UtcNow, [AuthenticationMethods.Password]);

    /// <summary>As if proved by both factors that long ago.</summary>
    public static Task<HttpClient> OpenStaleSessionAsync(this AppFixture app, SignedInUser user, TimeSpan ago) =>
        app.OpenAsync(user, DateTimeOffset.UtcNow - ago, [AuthenticationMethods.Password, AuthenticationMethods.Totp]);

    private static async Task<HttpClient> OpenAsync(this AppFixture app, SignedInUser user, DateTimeOffset authenticatedAt, string[] methods)
    {
        var me = (await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me()).Require();
        var token = await app.Services.GetRequiredService<AccessTokens>().IssueAsync(new SessionGrant
        {
            SessionId = user.SessionId,
            AuthenticatedAt = authenticatedAt,
            Generation = me.Roles.Count > 0 ? 2 : 1,
            Methods = methods,
            Account = me,
        });
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
