using OrleansBackends.WebFrontend.Chat.Exports;
using OrleansBackends.WebFrontend.Chat.Hooks;
using OrleansBackends.WebFrontend.Chat.Invites;
using OrleansBackends.WebFrontend.Chat.Live;
using OrleansBackends.WebFrontend.Chat.Messages;
using OrleansBackends.WebFrontend.Chat.Moderation;
using OrleansBackends.WebFrontend.Chat.Page;
using OrleansBackends.WebFrontend.Chat.Rooms;
using OrleansBackends.WebFrontend.Chat.Signals;
using OrleansBackends.WebFrontend.Chat.Threads;
using OrleansBackends.WebFrontend.Chat.Users;

namespace OrleansBackends.WebFrontend.Chat;

internal static class ChatWeb
{
    private const int MaxFrame = 64 * 1024;

    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.AddSingleton<SentMarks>().AddHostedService<SentMarkRounds>();
        services.AddSingleton<ChatDesk>().AddSingleton<People>().AddSingleton<RoomReader>().AddSingleton<ThreadDesk>();
        services.AddSingleton<RoomExport>().AddSingleton<MyExport>();
        services.AddSingleton<ILiveTopics, RoomTopics>().AddUserTopic("chat:user", "/api/chat/me/rooms").AddSingleton<ChatHubDesk>();
        services.AddSingleton<SignalQueue>().AddSingleton<Attendance>().AddSingleton<Places>().AddSingleton<PresenceReader>().AddSingleton<SignalRelay>();
        services.AddSingleton<TypingPace>().AddSingleton<SignalDesk>().AddHostedService<SignalSender>().AddHostedService<SignalRounds>().AddHostedService<StandingRounds>();
        services.AddSignalR().AddHubOptions<ChatHub>(hub =>
        {
            hub.MaximumReceiveMessageSize = MaxFrame;
            hub.MaximumParallelInvocationsPerClient = 1; // So that one device's messages keep their order.
            hub.EnableDetailedErrors = false;
        });
        services.AddSingleton(new SystemCard(7, "Chat", "Rooms and conversations: a log without gaps that every client can check", "/chat"));
        services.AddScope("chat:read", "Read own rooms and conversations.").AddScope("chat:write", "Write, join and moderate.");
        return services;
    }

    public static IEndpointRouteBuilder MapChat(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/chat").WithTags("Chat").RequireScopesOf("chat");
        chat.MapRooms().MapMembers().MapMessages().MapChanges().MapEvents().MapSearch().MapMarks().MapMe().MapKept();
        chat.MapInvites().MapHooks().MapModeration().MapThreads().MapUnread().MapExports().MapSignals();
        routes.MapHookPosts();
        routes.MapChatPages();
        routes.MapHub<ChatHub>("/hubs/chat").Limit("live").RequireOwnOrigin();
        return routes;
    }
}
