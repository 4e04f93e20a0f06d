using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Invites;

namespace OrleansBackends.Tests.Polls;

/// <summary>Polls, voters and ballots that no other test has.</summary>
internal static class NewPolls
{
    public static UserId Somebody() => new(Guid.NewGuid());

    public static OperationId Operation(string body = "") => new(Guid.NewGuid().ToString("N"), body);

    /// <summary>One of so many options, for whoever comes with a cookie.</summary>
    public static PollDefinition Choice(int options = 3) => new()
    {
        Title = "Where shall we go?",
        Options = [.. Enumerable.Range(1, options).Select(n => new PollOption($"Place {n}"))],
    };

    public static PollDefinition Ranked(int options, PollMethod method) => Choice(options) with { Type = PollType.Ranked, Method = method };

    public static Voter Voter(int number) => new(VoterStrength.Cookie, $"voter-{number}");

    public static Ballot For(params string[] options) => new() { Choices = options };

    public static Ballot Ranking(params string[] options) => new() { Ranking = [.. options.Select(option => (IReadOnlyList<string>)[option])] };

    public static async Task<PollView> MakePoll(this IGrainFactory grains, UserId owner, PollDefinition poll, bool open = true) =>
        (await grains.Poll(PollId.New(null)).Create(new NewPoll(owner, poll, open), null)).Require();

    public static IPollGrain Poll(this IGrainFactory grains, string id) => grains.GetGrain<IPollGrain>(PollKey.Poll(id));

    public static IPollCommentsGrain PollComments(this IGrainFactory grains, string id) => grains.GetGrain<IPollCommentsGrain>(PollKey.Poll(id));

    public static IPollInvitesGrain PollInvites(this IGrainFactory grains, string id) => grains.GetGrain<IPollInvitesGrain>(PollKey.Poll(id));

    public static IShardGrain Shard(this IGrainFactory grains, PollView poll, Voter voter) =>
        grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, PollKey.ShardOf(voter.Identity, poll.Shards)));

    public static IEnumerable<IShardGrain> Shards(this IGrainFactory grains, PollView poll) =>
        Enumerable.Range(0, poll.Shards).Select(i => grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, i)));

    public static async Task<Result<CastReceipt>> Vote(this IGrainFactory grains, PollView poll, Voter voter, Ballot ballot, int? version = null) =>
        (await grains.Shard(poll, voter).CastBatch([new CastBallot(voter, ballot, version)])).Single();
}
