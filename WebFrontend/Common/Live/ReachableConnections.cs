using Microsoft.AspNetCore.SignalR;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Lets a hub reach the connection behind its caller, which takes messages that are written already.</summary>
internal sealed class ReachableConnections<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger) : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Items[typeof(HubConnectionContext)] = connection;
        return base.OnConnectedAsync(connection);
    }
}

internal static class ReachableCaller
{
    public static ValueTask Send(this HubCallerContext caller, LiveFrame frame) =>
        ((HubConnectionContext)caller.Items[typeof(HubConnectionContext)]!).WriteAsync(frame.Message);
}
