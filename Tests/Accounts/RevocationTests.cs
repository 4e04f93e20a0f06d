using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class RevocationTests(ClusterFixture cluster, AppFixture app)
{
    [Fact]
    public async Task Two_frontends_hear_of_a_cut_within_a_second()
    {
        await using var first = await Frontend.StartAsync(cluster);
        await using var second = await Frontend.StartAsync(cluster);
        var user = await cluster.RegisterAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(session, AccountTestData.Origin)).Require();
        foreach (var frontend in (Frontend[])[first, second])
        {
            var heard = HeardAsync(() => frontend.Cuts.IsSessionCut(session.ToString("D")));
            await cluster.Time.Until(heard, TimeSpan.FromSeconds(1), "the feed tells of the cut");
            Assert.True(frontend.Cuts.IsSessionCut(session.ToString("D")));
        }
    }

    [Fact]
    public async Task A_frontend_that_hears_nothing_reads_the_cut_from_the_documents()
    {
        var user = await cluster.RegisterAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        (await cluster.Account<IAccountSessionsGrain>(user).SignOut(session, AccountTestData.Origin)).Require();
        await using var deaf = Frontend.WithoutFeed(cluster);
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
        await using var frontend = Frontend.WithoutFeed(cluster);
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
        await using var frontend = Frontend.WithoutFeed(cluster);
        await frontend.Watch.ReadAsync();
        cluster.Time.Advance(Cut.Kept);
        await frontend.Watch.ReadAsync();
        Assert.False(frontend.Cuts.IsSessionCut(session.ToString("D")));
    }

    [Fact]
    public async Task After_thirty_seconds_without_cuts_nobody_is_known_and_the_answer_is_503()
    {
        await using var frontend = Frontend.WithoutFeed(cluster);
        Assert.False(frontend.Cuts.IsFresh);
        await frontend.Watch.ReadAsync();
        cluster.Time.Advance(RevocationSet.MaxAge);
        Assert.True(frontend.Cuts.IsFresh);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(frontend.Cuts.IsFresh);

        var handler = new BearerHandler(
            app.Services.GetRequiredService<AccessTokenReader>(), frontend.Cuts,
            app.Services.GetRequiredService<IOptionsMonitor<AuthenticationSchemeOptions>>(), NullLoggerFactory.Instance,
            System.Text.Encodings.Web.UrlEncoder.Default);
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Headers.Authorization = "Bearer x.y.z";
        await handler.InitializeAsync(new AuthenticationScheme(BearerHandler.Name, null, typeof(BearerHandler)), context);
        Assert.False((await handler.AuthenticateAsync()).Succeeded);
        await handler.ChallengeAsync(null);
        Assert.Equal(503, context.Response.StatusCode);
    }

    private static async Task HeardAsync(Func<bool> happened)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (!happened() && !deadline.IsCancellationRequested)
        {
            await Task.Yield();
        }
    }

    /// <summary>What a frontend process knows of revocations.</summary>
    private sealed class Frontend(ServiceProvider services) : IAsyncDisposable
    {
        public RevocationSet Cuts => services.GetRequiredService<RevocationSet>();

        public RevocationWatch Watch => services.GetRequiredService<RevocationWatch>();

        public static async Task<Frontend> StartAsync(ClusterFixture cluster)
        {
            var frontend = WithoutFeed(cluster);
            await frontend.Watch.StartAsync(CancellationToken.None);
            return frontend;
        }

        public static Frontend WithoutFeed(ClusterFixture cluster) => new(new ServiceCollection().AddLogging()
            .AddSingleton(cluster.Grains).AddSingleton(cluster.Time.Provider)
            .AddSingleton<LiveSignal>().AddSingleton<LiveConnector>().AddSingleton<TokenKeys>().AddSingleton<RevocationSet>().AddSingleton<UserNames>().AddSingleton<RevocationWatch>()
            .BuildServiceProvider());

        public async ValueTask DisposeAsync()
        {
            await Watch.StopAsync(CancellationToken.None);
            await services.DisposeAsync();
        }
    }
}
