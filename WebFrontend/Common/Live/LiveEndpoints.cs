using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace OrleansBackends.WebFrontend.Common;

internal static class LiveEndpoints
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 16 * 1024)
            .AddJsonProtocol(json => RequestJson.Apply(json.PayloadSerializerOptions));
        return services
            .AddSingleton(typeof(HubLifetimeManager<>), typeof(ReachableConnections<>))
            .AddSingleton<LiveSignal>()
            .AddSingleton<LiveTopics>()
            .AddSingleton<LiveConnector>()
            .AddSingleton<Standing>()
            .AddHostedService(provider => provider.GetRequiredService<LiveConnector>());
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<LiveHub>("/hubs/live").Limit("live");
        routes.MapGet("/api/live/{topic}", Stream)
            .AllowAnonymous()
            .Limit("live")
            .WithTags("Live")
            .WithSummary("Watch a topic as Server-Sent Events")
            .WithDescription("The id of each event is its position; Last-Event-ID, or ?after, asks for what follows it.")
            .Refuses(WebErrors.TopicNotFound, Errors.Unauthenticated, Errors.Forbidden)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        return routes;
    }

    private static async Task<Results<LiveStreamAnswer, ProblemAnswer>> Stream(
        string topic, HttpContext request, LiveTopics topics, LiveConnector connector, Standing standing, IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after)
    {
        var position = lastEventId ?? after;
        if (position is { Length: > LivePosition.MaxLength })
        {
            return Errors.Invalid("A position is what an event carried as its id.", "after").ToProblem();
        }

        var opened = await topics.Open(topic, request);
        return opened.IsOk
            ? new LiveStreamAnswer(opened.Value, connector, standing, position, lifetime.ApplicationStopping)
            : opened.Error.ToProblem();
    }
}
