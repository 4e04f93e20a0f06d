using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>One browser at two frontends that share nothing but the cluster.</summary>
[Collection<ClusterCollection>]
public class CookieFrontendTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_cookie_of_one_frontend_is_good_at_another()
    {
        await using var other = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        var (result, context) = await AskAsync(other, cookie);
        Assert.Equal(user, CurrentUser.From(result.Principal!)!.Id);
        Assert.Equal(cookie.Write(), CookieSessions.Current(context)!.Write());
    }

    [Fact]
    public async Task After_ten_minutes_both_frontends_give_the_same_successor()
    {
        await using var first = FrontendUnderTest.WithoutFeed(cluster);
        await using var second = FrontendUnderTest.WithoutFeed(cluster);
        var (_, cookie) = await SignInAsync();
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        var answers = await Task.WhenAll(AskAsync(first, cookie), AskAsync(second, cookie), AskAsync(first, cookie), AskAsync(second, cookie));
        Assert.All(answers, a => Assert.True(a.Result.Succeeded));
        var successor = Assert.Single(answers.Select(a => CookieSessions.Current(a.Context)!.Refresh.Write()).Distinct());
        Assert.NotEqual(cookie.Refresh.Write(), successor);
    }

    [Fact]
    public async Task A_cookie_of_before_the_last_renewal_ends_the_session_after_thirty_seconds()
    {
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await AskAsync(frontend, cookie)).Result.Succeeded);
        cluster.Time.Advance(TimeSpan.FromSeconds(31));
        var (result, context) = await AskAsync(frontend, cookie);
        Assert.False(result.Succeeded);
        Assert.True(CookieSessions.WasDismissed(context));
        Assert.Empty(await cluster.Account<IAccountSessionsGrain>(user).List(null));
    }

    [Fact]
    public async Task A_session_that_was_ended_is_refused_at_another_frontend_once_it_has_read_the_cut()
    {
        await using var other = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        Assert.True((await AskAsync(other, cookie)).Result.Succeeded);
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(cookie.Refresh.Session, AccountTestData.Origin)).Require();
        var (result, context) = await AskAsync(other, cookie);
        Assert.False(result.Succeeded);
        Assert.True(CookieSessions.WasDismissed(context));
    }

    [Fact]
    public async Task A_role_that_was_given_is_there_once_the_frontend_has_read_the_cut()
    {
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        (await cluster.Account<IAccountControlGrain>(user).SetRoles(["shop:manager"], null, new ActedBy(user, AccountTestData.Origin))).Require();
        var (result, _) = await AskAsync(frontend, cookie);
        Assert.Equal(["shop:manager"], CurrentUser.From(result.Principal!)!.Roles);
    }

    [Fact]
    public async Task A_renewal_that_could_not_be_written_leaves_the_cookie_good()
    {
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        await cluster.DeliveredAsync(user);
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(frontend, cookie));
        Assert.True((await AskAsync(frontend, cookie)).Result.Succeeded);
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_is_repeated()
    {
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        var (user, cookie) = await SignInAsync();
        await cluster.DeliveredAsync(user);
        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(frontend, cookie));
        Assert.True((await AskAsync(frontend, cookie)).Result.Succeeded);
    }

    private async Task<(UserId User, SessionCookie Cookie)> SignInAsync()
    {
        var user = await cluster.RegisterAsync();
        var wish = new NewSession(SessionKind.Cookie, Remember: true, [AuthenticationMethods.Password], AccountTestData.Origin);
        var grant = (await cluster.Account<IAccountSessionsGrain>(user).SignIn(wish)).Require();
        await using var services = Services();
        return (user, new SessionCookie(grant.Read(), await services.GetRequiredService<AccessTokens>().IssueAsync(grant)));
    }

    private async Task<(AuthenticateResult Result, HttpContext Context)> AskAsync(FrontendUnderTest frontend, SessionCookie cookie)
    {
        await frontend.Watch.ReadAsync();
        await using var services = Services();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Cookie = $"session={cookie.Write()}";
        var handler = new CookieHandler(
            services.GetRequiredService<CookieSessions>(), services.GetRequiredService<AccessTokenReader>(), frontend.Cuts, cluster.Time.Provider,
            services.GetRequiredService<IOptionsMonitor<AuthenticationSchemeOptions>>(), NullLoggerFactory.Instance, UrlEncoder.Default);
        await handler.InitializeAsync(new AuthenticationScheme(CookieHandler.Name, null, typeof(CookieHandler)), context);
        return (await handler.AuthenticateAsync(), context);
    }

    private ServiceProvider Services() => new ServiceCollection().AddLogging().AddOptions()
        .AddSingleton(cluster.Grains).AddSingleton(cluster.Time.Provider)
        .AddSingleton<TokenKeys>().AddSingleton<HeldBackRoles>().AddSingleton<AccessTokens>().AddSingleton<AccessTokenReader>()
        .AddSingleton<SiteCookies>().AddSingleton<CookieSessions>()
        .BuildServiceProvider();
}
