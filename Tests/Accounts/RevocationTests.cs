using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class RevocationTests(ClusterFixture cluster, AppFixture app)
{
    [Fact]
    public async Task Two_frontends_hear_of_a_cut_within_a_second()
    {
        await using var first = await FrontendUnderTest.StartAsync(cluster);
        await using var second = await FrontendUnderTest.StartAsync(cluster);
        var user = await cluster.RegisterAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(session, AccountTestData.Origin)).Require();
        foreach (var frontend in (FrontendUnderTest[])[first, second])
        {
            await cluster.Time.Until(
                () => Task.FromResult(frontend.Cuts.IsSessionCut(session.ToString("D"))), TimeSpan.FromSeconds(1), "the feed tells of the cut");
        }
    }

    [Fact]
    public async Task A_key_that_is_remembered_for_five_seconds_is_refused_within_one_when_it_is_revoked()
    {
        await using var frontend = await FrontendUnderTest.StartAsync(cluster);
        var keys = cluster.Account<IAccountApiKeysGrain>(await cluster.RegisterAsync());
        var made = (await keys.Make(new NewApiKey("ci", ["links:read"], null), Guid.NewGuid(), AccountTestData.Origin, null)).Require();
        Assert.NotNull(await frontend.Keys.ReadAsync(made.Key));
        (await keys.Revoke(made.View.Id, AccountTestData.Origin)).Require();
        await cluster.Time.Until(async () => await frontend.Keys.ReadAsync(made.Key) is null, TimeSpan.FromSeconds(1), "the key is refused");
    }

    [Fact]
    public async Task A_frontend_that_hears_nothing_reads_the_cut_from_the_documents()
    {
        var user = await cluster.RegisterAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(session, AccountTestData.Origin)).Require();
        await using var deaf = FrontendUnderTest.WithoutFeed(cluster);
        Assert.False(deaf.Cuts.IsSessionCut(session.ToString("D")));
        await deaf.Watch.ReadAsync();
        Assert.True(deaf.Cuts.IsSessionCut(session.ToString("D")));
        Assert.True(deaf.Cuts.IsFresh);
    }

    [Fact]
    public async Task A_raised_generation_outdates_what_came_before_also_in_the_same_millisecond()
    {
        var user = await cluster.RegisterAsync();
        var before = (await cluster.SignInAsync(user)).Generation;
        var by = new ActedBy(user, AccountTestData.Origin);
        (await cluster.Account<IAccountControlGrain>(user).SetRoles(["shop:manager"], null, by)).Require();
        var after = (await cluster.SignInAsync(user)).Generation;
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        await frontend.Watch.ReadAsync();
        Assert.True(frontend.Cuts.IsOutdated(user, before));
        Assert.False(frontend.Cuts.IsOutdated(user, after));
    }

    [Fact]
    public async Task Cuts_are_forgotten_when_the_last_token_has_ended()
    {
        var user = await cluster.RegisterAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(session, AccountTestData.Origin)).Require();
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        await frontend.Watch.ReadAsync();
        cluster.Time.Advance(Cut.Kept);
        await frontend.Watch.ReadAsync();
        Assert.False(frontend.Cuts.IsSessionCut(session.ToString("D")));
    }

    [Fact]
    public async Task After_thirty_seconds_without_cuts_nobody_is_known_and_the_answer_is_503()
    {
        await using var frontend = FrontendUnderTest.WithoutFeed(cluster);
        Assert.False(frontend.Cuts.IsFresh);
        await frontend.Watch.ReadAsync();
        cluster.Time.Advance(RevocationSet.MaxAge);
        Assert.True(frontend.Cuts.IsFresh);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(frontend.Cuts.IsFresh);

        var handler = new BearerHandler(
            app.Services.GetRequiredService<AccessTokenReader>(), frontend.Cuts, app.Services.GetRequiredService<OAuthReach>(),
            app.Services.GetRequiredService<IOptionsMonitor<AuthenticationSchemeOptions>>(), NullLoggerFactory.Instance,
            System.Text.Encodings.Web.UrlEncoder.Default);
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Headers.Authorization = "Bearer x.y.z";
        await handler.InitializeAsync(new AuthenticationScheme(BearerHandler.Name, null, typeof(BearerHandler)), context);
        Assert.False((await handler.AuthenticateAsync()).Succeeded);
        await handler.ChallengeAsync(null);
        Assert.Equal(503, context.Response.StatusCode);
    }
}
