using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Chat;
using OrleansBackends.WebFrontend.Links;
using OrleansBackends.WebFrontend.Notifications;
using OrleansBackends.WebFrontend.Polls;
using OrleansBackends.WebFrontend.RateLimits;

return await SiloStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    var mode = builder.Configuration.GetValue("Cluster:Mode", ClusterMode.Embedded);
    if (mode == ClusterMode.Client)
    {
        builder.AddClusterClient(builder.Configuration.FindDatabase());
    }
    else
    {
        builder.AddSilo(embedded: mode == ClusterMode.Embedded);
    }

    builder.Services.AddSharedKeys(); // First: what the framework reads when it starts is there by then.
    builder.AddWebCommon();
    builder.Services.AddAccounts();
    builder.Services.AddLinks();
    builder.Services.AddChat();
    builder.Services.AddRateLimits();
    builder.Services.AddNotifications();
    builder.Services.AddPolls();

    var app = builder.Build();
    app.UseWebCommon(first: early => early.UseCachedRedirects().UseQuickChecks());
    app.MapWebCommon();
    app.MapAccounts();
    app.MapLinks();
    app.MapChat();
    app.MapRateLimits();
    app.MapNotifications();
    app.MapPolls();
    return app;
});
