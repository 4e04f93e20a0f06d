using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.WebFrontend.Polls.Ballots;
using OrleansBackends.WebFrontend.Polls.Comments;
using OrleansBackends.WebFrontend.Polls.Exports;
using OrleansBackends.WebFrontend.Polls.Invites;
using OrleansBackends.WebFrontend.Polls.Lists;
using OrleansBackends.WebFrontend.Polls.Pages;
using OrleansBackends.WebFrontend.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls;

internal static class PollsWeb
{
    public static IServiceCollection AddPolls(this IServiceCollection services)
    {
        services.AddSingleton<PollCache>().AddSingleton<PollDesk>().AddSingleton<VoterDesk>().AddSingleton<VoteDesk>();
        services.AddSingleton<SendBallots>(provider =>
        {
            var grains = provider.GetRequiredService<IGrainFactory>();
            return (shard, ballots) => grains.GetGrain<IShardGrain>(shard).CastBatch(ballots);
        }).AddSingleton<BallotGatherer>();
        services.AddSingleton<ResultCache>().AddSingleton<VoterList>().AddSingleton<PollPageDesk>();
        services.AddSingleton(new SystemCard(14, "Polls", "Polls and elections: every method, durable ballots, live results", "/docs#tag/polls"));
        services.AddScope("polls:read", "Read polls and own ballots.").AddScope("polls:write", "Make and close polls, vote and comment.");
        services.AddSingleton<ILiveTopics, PollTopics>();
        return services;
    }

    public static IEndpointRouteBuilder MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/polls").WithTags("Polls").RequireScopesOf("polls");
        polls.MapPollRoutes().MapLists().MapBallots().MapResults().MapExports().MapComments().MapInvites();
        routes.MapPollPages();
        return routes;
    }
}
