using OrleansBackends.Grains.Polls;
using OrleansBackends.Grains.Polls.Lists;

namespace OrleansBackends.Silo.Polls;

internal static class PollsSilo
{
    public static IServiceCollection AddPollsSilo(this IServiceCollection services)
    {
        services.AddOptions<PollsOptions>()
            .BindConfiguration(PollsOptions.Section)
            .Validate(o => o.LiveRankings >= 0, "Polls:LiveRankings must not be negative.")
            .ValidateOnStart();
        return services
            .AddSingleton<PollServices>()
            .AddSweep(PollState.Name, "polls_due", "poll")
            .AddSingleton<IUserExport, PollsUserData>()
            .AddSingleton<IUserErasure, PollsUserData>();
    }
}
