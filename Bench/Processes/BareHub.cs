using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Bench.Processes;

/// <summary>SignalR and nothing else: what it is told it sends to the group that all connections are in.</summary>
internal static class BareHub
{
    private const string Group = "room";

    public static async Task<ServerProcess> Start()
    {
        var port = FreePort.Next();
        var bare = ServerProcess.Start("OrleansBackends.Bench", port, [new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}")], "serve", "bare-hub");
        await bare.Ready();
        return bare;
    }

    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapHub<EverybodyHub>("/hub");
        app.MapPost("/say", async (JsonElement[] events, IHubContext<EverybodyHub> hub) =>
        {
            foreach (var what in events)
            {
                await hub.Clients.Group(Group).SendAsync("event", what);
            }
        });
        await app.RunAsync();
    }

    private sealed class EverybodyHub : Hub
    {
        public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);
    }
}
