using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.WebFrontend.Polls.Ballots;
using OrleansBackends.WebFrontend.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Pages;

/// <summary>Gathers what the page of a poll shows.</summary>
internal sealed class PollPageDesk(PollDesk desk, ResultCache results, VoterDesk voters, IUserNames names, MarkdownService markdown, IGrainFactory grains)
{
    private const int Comments = 50;

    /// <summary>Gives a visitor who has none the cookie by which polls tell people apart.</summary>
    public void Welcome(HttpContext context) => voters.Welcome(context);

    public async Task<Result<PollPageView>> Read(string id, HttpContext context)
    {
        var user = CurrentUser.From(context.User);
        var found = await desk.Get(id, user?.Id);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var (poll, voter) = (found.Value, voters.Find(found.Value, context));
        var own = poll.Shards > 0 && voter.IsOk ? await desk.ShardOf(poll, voter.Value).Mine(voter.Value) : BallotErrors.NoBallot;
        var result = poll.State == PollStatus.Draft ? PollErrors.HiddenUntilClose : await results.Get(id, null, _ => voter.Value);
        return new PollPageView
        {
            Poll = poll,
            Result = result.Value?.Result,
            Hidden = result.Error,
            Own = own.Value?.Ballot,
            HasVoted = own.IsOk,
            Receipt = own.Value?.Receipt,
            Nonce = poll.Definition.Privacy == PollPrivacy.Secret ? BallotNonce.ToText(BallotNonce.New()) : null,
            Description = poll.Definition.Description is { } text ? markdown.Show(text) : null,
            NoVoter = voter.Error is { } none && none.Code != BallotErrors.NoBallot.Code ? none : null,
            Comments = await ReadComments(id),
            IsSignedIn = user is not null,
            Invite = context.Request.Query[VoterDesk.InviteField] is [{ Length: > 0 } token] ? token : null,
        };
    }

    public async Task<Result<Done>> Withdraw(PollView poll, HttpContext context)
    {
        var voter = voters.Find(poll, context);
        return !voter.IsOk ? voter.Error : poll.Shards == 0 ? BallotErrors.NotOpen : await desk.ShardOf(poll, voter.Value).Withdraw(voter.Value);
    }

    private async Task<IReadOnlyList<(CommentView, string)>> ReadComments(string id)
    {
        var comments = (await grains.GetGrain<IPollQueries>(0).Comments(id, new PageRequest(Comments, null))).Require().Items;
        var authors = await names.FindAsync(comments.Select(comment => comment.Author).OfType<UserId>().Distinct());
        return [.. comments.Select(comment => (comment, (comment.Author is { } author ? authors.GetValueOrDefault(author) : null).Shown()))];
    }
}
