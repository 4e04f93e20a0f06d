using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Grains.Links.Visits;

namespace OrleansBackends.Grains.Links;

/// <summary>The part of a link that visitors meet: the only one whose calls interleave.</summary>
internal sealed partial class LinkGrain
{
    /// <summary>How old the count of visits in lists may be.</summary>
    private static readonly TimeSpan SnapshotEvery = TimeSpan.FromSeconds(5);

    private readonly UnlockAttempts attempts = new();
    private VisitCounter? visits;

    private int Used => visits?.Used ?? Link.VisitsUsed;

    private int Claimed => visits?.Claimed ?? Link.VisitsUsed;

    public async Task<LinkTarget> Visit(string? unlockToken)
    {
        if (!document.Exists)
        {
            return LinkTarget.Unknown;
        }

        var (link, now) = (Link, Now);
        var closed = link.ToTarget(Claimed, IsListed);
        var outcome = closed.OutcomeAt(now);
        if (outcome is LinkOutcome.Ended && visits is not null)
        {
            await visits.Settled();
        }

        var mayPass = outcome is LinkOutcome.Redirect or LinkOutcome.Hidden
            || (outcome is LinkOutcome.NeedsPassword && UnlockToken.Opens(unlockToken, link.Password!.UnlockKey, link.Code, now));
        return !mayPass ? closed
            : link.MaxVisits is not { } limit || await visits!.TryClaim(limit) ? link.ToOpenTarget()
            : closed with { Fixed = LinkOutcome.Ended };
    }

    public Task<Result<UnlockChallenge>> BeginUnlock(string clientHash) => Task.FromResult<Result<UnlockChallenge>>(
        Link.Password is not { } password ? LinkErrors.NotFound
        : attempts.Begin(clientHash, Now) is { } refused ? refused
        : new UnlockChallenge(password.Kept, password.UnlockKey));

    private async Task OpenVisits()
    {
        if (visits is null)
        {
            visits = new VisitCounter(await services.Journal.Open(this, VisitCounter.Stream(Code)), () => Link);
            this.RegisterGrainTimer(_ => SnapshotVisits(), SnapshotEvery, SnapshotEvery);
        }
    }

    private async Task SnapshotVisits()
    {
        if (Link.MaxVisits is not null && visits!.DurableSeq != Link.VisitSeq)
        {
            await document.Commit(Link with { VisitsUsed = visits.Used, VisitSeq = visits.DurableSeq });
        }
    }

    private async Task CommitUnder(int? limit, LinkState next)
    {
        if (visits is null)
        {
            await Commit(next);
            return;
        }

        visits.Ceiling = limit;
        await Commit(next);
        visits.Ceiling = null;
    }
}
