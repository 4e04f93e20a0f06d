using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

public sealed class QuickAuthenticationTests(AppFixture app)
{
    private readonly IAuthenticationService authentication = app.Services.GetRequiredService<IAuthenticationService>();

    [Fact]
    public async Task A_token_that_was_found_good_needs_nobody_else_the_next_time()
    {
        var user = await app.CreateClient().RegisterAsync();
        Assert.True((await AskAsync(user.AccessToken)).Succeeded);
        var known = await authentication.AuthenticateAsync(Sent(user.AccessToken, services: null), null);
        Assert.Equal(user.Id, CurrentUser.From(known.Principal!)!.Id);
    }

    [Fact]
    public async Task What_is_cut_or_outdated_is_refused_the_next_time()
    {
        var cuts = app.Services.GetRequiredService<RevocationSet>();
        foreach (var kind in (CutKind[])[CutKind.Session, CutKind.UserBefore])
        {
            var user = await app.CreateClient().RegisterAsync();
            var caller = CurrentUser.From((await AskAsync(user.AccessToken)).Principal!)!;
            var now = DateTimeOffset.UtcNow;
            cuts.Add(kind == CutKind.Session
                ? new Cut(kind, caller.Id, caller.SessionId, 0, now, now + Cut.Kept)
                : new Cut(kind, caller.Id, null, int.MaxValue, now, now + Cut.Kept));
            Assert.False((await AskAsync(user.AccessToken)).Succeeded);
        }
    }

    [Fact]
    public async Task While_cuts_are_not_known_the_framework_decides_about_a_known_token()
    {
        var user = await app.CreateClient().RegisterAsync();
        Assert.True((await AskAsync(user.AccessToken)).Succeeded);
        var blind = new QuickAuthentication(
            app.Services.GetRequiredService<AccessTokenReader>(), new RevocationSet(TimeProvider.System), typeof(IAuthenticationService));
        await Assert.ThrowsAsync<ArgumentNullException>(() => blind.AuthenticateAsync(Sent(user.AccessToken, services: null), null)); // Nobody is there to ask.
    }

    [Fact]
    public async Task A_key_counts_more_than_a_known_token_beside_it()
    {
        var user = await app.CreateClient().RegisterAsync();
        Assert.True((await AskAsync(user.AccessToken)).Succeeded);
        Assert.False((await AskAsync(user.AccessToken, key: "no key of anybody")).Succeeded);
    }

    private async Task<AuthenticateResult> AskAsync(string token, string? key = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = Sent(token, scope.ServiceProvider);
        context.Request.Headers[CurrentKey.Header] = key;
        return await authentication.AuthenticateAsync(context, null);
    }

    /// <summary>Without services nobody but the service itself can answer.</summary>
    private static DefaultHttpContext Sent(string token, IServiceProvider? services)
    {
        var context = new DefaultHttpContext();
        if (services is not null)
        {
            context.RequestServices = services;
        }

        context.Request.Headers.Authorization = $"Bearer {token}";
        return context;
    }
}
