using OrleansBackends.Grains.Chat;

namespace OrleansBackends.Silo.Chat;

internal static class ChatSilo
{
    public static IServiceCollection AddChatSilo(this IServiceCollection services)
    {
        services.AddSingleton<ChatServices>();
        return services;
    }
}
