using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.WebFrontend.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls;

/// <summary><c>polls:poll:{id}</c>: counts for those who may see them, and for the others a feed in which there are none.</summary>
internal sealed class PollTopics(PollCache cache, VoterDesk voters, IGrainFactory grains) : ILiveTopics
{
    public string Prefix => "polls:poll";

    public ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user) => Find(id, null);

    public async ValueTask<Result<OpenTopic>> OpenFor(string topic, string id, HttpContext request) =>
        (await Find(id, request)).Map(source => new OpenTopic(topic, source));

    private async ValueTask<Result<ILiveSource>> Find(string id, HttpContext? request)
    {
        var found = await cache.Get(id);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var poll = cache.Poll(id);
        var viewer = request is null ? null : voters.Find(found.Value, request).Value;
        ILiveSource source = (await poll.MaySee(viewer)).IsOk ? poll : grains.GetGrain<IPollNewsGrain>(PollKey.News(id));
        return new Result<ILiveSource> { Value = source };
    }
}
