using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>What every slice's routes stand on: services, the order of the pipeline, and the routes that belong to no slice.</summary>
internal static class WebCommon
{
    public static WebApplicationBuilder AddWebCommon(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<FrontendOptions>().BindConfiguration(FrontendOptions.Section)
            .Validate(options => options.PublicUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Frontend:PublicUrl must be an http or https address.")
            .ValidateOnStart();
        services.AddProblems().AddRequestJson().AddIdentityRules().AddCrossSite().AddLimits().AddLive().AddApiDocument().AddSingleton<MarkdownService>().AddRazorComponents();
        services.AddKnownProxies().AddCrossOrigin(builder.Configuration).AddWebTelemetry(builder.Configuration);
        services.AddSingleton<PasswordPool>().AddSingleton<SignedTokens>().AddDataProtection();
        services.AddSingleton<Readiness>().AddHostedService(provider => provider.GetRequiredService<Readiness>());
        // Its requests are in the traces; for a logger that may never write, every request would still get an activity and a scope.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // What it refuses is answered and counted like any other refusal.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.Default;
        });
        if (builder.Configuration["PORT"] is { Length: > 0 } port)
        {
            builder.WebHost.UseUrls($"http://*:{port}");
        }

        return builder;
    }

    /// <summary>Cheap refusals come first: the address's limit, then who is calling, then the route's limit, from where it is sent, and only then the body.</summary>
    /// <param name="app">The frontend.</param>
    /// <param name="first">What answers so often that it is looked at before all else; what it passes on has cost nothing.</param>
    public static void UseWebCommon(this WebApplication app, Action<IApplicationBuilder>? first = null)
    {
        app.UseKnownProxies();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        first?.Invoke(app);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseEdgeLimit();
        app.UseRouting();
        app.UseStaticFiles();
        app.UseCrossOrigin();
        app.UseUnrouted();
        app.UseAuthentication();
        app.UseMiddleware<LimitGate>();
        app.UseAuthorization();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseMiddleware<IdempotencyMiddleware>();
    }

    public static void MapWebCommon(this WebApplication app) => app.MapIndex().MapHealth().MapApiDocument().MapLive().MapDashboard();
}
