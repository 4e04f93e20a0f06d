using OrleansBackends.Silo.Accounts;
using OrleansBackends.Silo.Chat;
using OrleansBackends.Silo.Links;
using OrleansBackends.Silo.Notifications;
using OrleansBackends.Silo.Polls;
using OrleansBackends.Silo.RateLimits;

namespace OrleansBackends.Silo;

internal static class Slices
{
    /// <summary>What each slice registers in its silo.</summary>
    public static IServiceCollection AddSlices(this IServiceCollection services) => services
        .AddAccountsSilo()
        .AddChatSilo()
        .AddLinksSilo()
        .AddNotificationsSilo()
        .AddPollsSilo()
        .AddRateLimitsSilo();
}
