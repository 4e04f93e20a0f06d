using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Silo.Common;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>The pipeline with the cluster's limiter, in front of routes made for tests, whose limiters can be made to hang.</summary>
public sealed class LimitedApp : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;
    private TestClients? clients;

    public LimitedApp()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder.Path });
        builder.Configuration.AddInMemoryCollection(Patience.Settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Proxy:Known"] = "127.0.0.0/8",
            ["Storage:Durability"] = "Normal",
            ["RateLimits:LegacyHeaders"] = "true",
            ["RateLimits:Policies:accounts-username:Limit"] = "2",
            ["RateLimits:Policies:accounts-username:PeriodMs"] = "86400000",
            ["RateLimits:Policies:shop-checkout:Mode"] = "Shadow",
            ["RateLimits:Policies:shop-checkout:Limit"] = "1",
            ["RateLimits:Policies:polls-vote:Mode"] = "Off",
            ["RateLimits:Policies:polls-vote:Limit"] = "1",
            ["RateLimits:Policies:weather-read-user:OnFault"] = "Open",
            ["RateLimits:Policies:weather-read:Limit"] = "1",
            ["RateLimits:Policies:links-bulk:Limit"] = "1",
            ["RateLimits:Policies:links-bulk:PeriodMs"] = "86400000",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter(typeof(ClusterLimiter).FullName, LogLevel.Information).AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSilo(embedded: true);
        builder.AddWebCommon();
        builder.Services.AddRateLimits();
        builder.Services.AddTestUsers();
        builder.Services.AddSingleton<HungCalls>().AddSingleton<IOutgoingGrainCallFilter>(services => services.GetRequiredService<HungCalls>());
        app = builder.Build();
        app.UseWebCommon();
        app.MapWebCommon();
        Map();
    }

    public IServiceProvider Services => app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>What its limiter said of itself.</summary>
    internal FaultLog Log { get; } = new(LogLevel.Information);

    internal HungCalls Hung => Services.GetRequiredService<HungCalls>();

    /// <summary>Lets the answers of <c>/held</c> go.</summary>
    public SemaphoreSlim Held { get; } = new(0);

    private static LimitCaller Admin { get; } = new(new UserId(Guid.NewGuid()), IsAdmin: true);

    private ILimitAppGrain Product => Grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(RateLimitKey.Product));

    public async ValueTask InitializeAsync()
    {
        await SiloStart.PrepareAsync(app.Services);
        await app.StartAsync();
        clients = new TestClients(new Uri(app.Urls.Single()));
        await Known("accounts-username", p => p.Limit == 2);
    }

    public HttpClient CreateClient() => clients!.Create();

    public HttpClient CreateClient(string forwardedFor)
    {
        var client = clients!.Create();
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return client;
    }

    /// <summary>Changes a policy of the product as an administrator does, and waits until this frontend has heard of it.</summary>
    internal async Task Put(string name, Func<LimitPolicy, LimitPolicy> change)
    {
        var policy = (await Product.Policy(Admin, name)).Require();
        var put = (await Product.PutPolicy(Admin, change(policy), policy.Version)).Require();
        await Known(name, p => p == put.Policy);
    }

    public async ValueTask DisposeAsync()
    {
        Held.Release(1_000);
        clients?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
        Held.Dispose();
    }

    private Task Known(string name, Func<LimitPolicy, bool> isIt) =>
        TestTime.Eventually(() => Task.FromResult(isIt(Services.GetRequiredService<IUnitLimiter>().Find(name).Terms.Policy)), $"{name} is known as it stands");

    private void Map()
    {
        var probes = app.MapGroup("/probes").AllowAnonymous();
        probes.MapGet("/daily", () => TypedResults.Ok()).Limit("links-anonymous");
        probes.MapGet("/burst", () => TypedResults.Ok()).Limit("export");
        probes.MapGet("/raised", () => TypedResults.Ok()).Limit("links-report");
        probes.MapGet("/network", () => TypedResults.Ok()).Limit("accounts-username");
        probes.MapGet("/shadow", () => TypedResults.Ok()).Limit("shop-checkout");
        probes.MapGet("/off", () => TypedResults.Ok()).Limit("polls-vote");
        probes.MapGet("/closed", () => TypedResults.Ok()).Limit("notifications-sms");
        probes.MapGet("/open", () => TypedResults.Ok()).Limit("weather-read-user");
        probes.MapGet("/local", () => TypedResults.Ok()).Limit("accounts-mail-address");
        probes.MapGet("/fault", () => TypedResults.StatusCode(500)).Limit("accounts-register");
        probes.MapGroup("").Limit("accounts-redeem").MapGet("/both", () => TypedResults.Ok()).Limit("links-anonymous");
        probes.MapGroup("").Limit("weather-read").MapGet("/twice", () => TypedResults.Ok()).Limit("links-bulk");
        probes.MapGet("/held", async () => await Held.WaitAsync(TestTime.Deadline)).Limit("files-upload");
        probes.MapGet("/public", (HttpContext context) => context.Response.Headers.CacheControl = "public, max-age=60").Limit("public-read");
        probes.MapGet("/moved", () => TypedResults.Redirect("/elsewhere")).Limit("public-read");
        probes.MapGet("/not-modified", () => TypedResults.StatusCode(304)).Limit("public-read");
    }
}
