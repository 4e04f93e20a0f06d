using OrleansBackends.Grains.Chat;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Chat.Users;

namespace OrleansBackends.Silo.Chat;

internal static class ChatSilo
{
    public static IServiceCollection AddChatSilo(this IServiceCollection services)
    {
        services.AddSingleton<ChatServices>();
        services.AddOptions<ChatNoticeOptions>().Configure<IConfiguration>((options, settings) => options.PublicUrl = settings.GetValue<Uri>("Frontend:PublicUrl") ?? options.PublicUrl);
        services.AddSingleton<IWorkflowSource>(new EmbeddedWorkflows(typeof(ChatServices).Assembly, "chat"));
        services.AddSingleton<IUserExport, ChatUserData>().AddSingleton<IUserErasure, ChatUserData>();
        services.AddSweep(RoomState.Name, "chat_room_chores", "room").AddSweep(RoomState.Name, "chat_room_fanout", "room")
            .AddSweep(RoomState.Name, "chat_room_reports", "room").AddSweep(RoomState.Name, "chat_room_levels", "room");
        return services;
    }
}
