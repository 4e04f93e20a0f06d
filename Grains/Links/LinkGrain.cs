using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.Grains.Links;

/// <summary>Decides by <see cref="LinkRules"/> and <see cref="LinkEnds"/>, commits, tells watchers, shows.</summary>
[GrainType("link")]
internal sealed partial class LinkGrain : Grain, ILinkGrain
{
    private readonly Document<LinkState> document;
    private readonly LiveFeed feed;
    private readonly LinkServices services;

    public LinkGrain([PersistentState(LinkState.Name)] IPersistentState<LinkState> storage, LinkServices services)
    {
        this.services = services;
        document = new Document<LinkState>(this, storage);
        feed = new LiveFeed(this, $"links:link:{Code}", services.Time, () => document.Exists ? new LiveSnapshot("changed", Changed()) : null);
    }

    private string Code => LinkKey.CodeOf(this.GetPrimaryKeyString());

    private LinkState Link => document.Current;

    private DateTimeOffset Now => services.Time.Now();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        feed.Resume("v", Link.Version);
        if (Link.MaxVisits is not null)
        {
            await OpenVisits();
        }
    }

    public async Task<Result<CreatedLink>> Create(NewLink link, OperationId? operation)
    {
        var mark = services.Mark(link);
        if (document.Exists && Link.Meet(link, operation, mark, Show) is { } met)
        {
            return met;
        }

        var decided = LinkRules.New(Link, link, Code, Now, services.Targets);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        if (link.Owner is { } owner && !await services.Quota.TryTake(owner))
        {
            return LinkErrors.QuotaReached;
        }

        var next = decided.Value with { Operation = operation?.Value, RequestMark = mark };
        if (next.MaxVisits is not null)
        {
            await OpenVisits();
            await visits!.Settled();
            next = next with { VisitSeq = visits.LastSeq };
        }

        await Commit(next);
        services.Titles.Offer(next);
        return new CreatedLink(Show(Link), Existed: false);
    }

    public Task<bool> IsFree(UserId asker)
    {
        ForgetUnlessMade();
        return Task.FromResult(!document.Exists || (Link.IsDeleted && Link.Owner == asker));
    }

    public Task<Result<LinkView>> Get(UserId owner) => Task.FromResult<Result<LinkView>>(Refuse(owner) is { } refused ? refused : Show(Link));

    public async Task<Result<LinkView>> Update(UserId owner, LinkChange change, int? version)
    {
        if (Refuse(owner) is { } refused)
        {
            return refused;
        }

        if (version is { } expected && expected != Link.Version)
        {
            return Errors.Stale;
        }

        if (change.MaxVisits is { IsSet: true, Value: not null })
        {
            await OpenVisits();
        }

        var decided = Link.Change(change, Claimed, Now, services.Targets);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        await CommitUnder(decided.Value.MaxVisits, decided.Value);
        services.Titles.Offer(Link);
        return Show(Link);
    }

    public async Task<Result<Done>> Delete(UserId owner)
    {
        if (Link.IsDeleted && Link.Owner == owner)
        {
            return Done.Ok;
        }

        if (Refuse(owner) is { } refused)
        {
            return refused;
        }

        await Commit(Link.Deleted(Now));
        return Done.Ok;
    }

    public Task<LinkTarget> Resolve()
    {
        ForgetUnlessMade();
        return Task.FromResult(document.Exists ? Link.ToTarget(Used, IsListed) : LinkTarget.Unknown);
    }

    public async Task<Result<Done>> Report(LinkReport report)
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        if (Link.Reported(report, services.Options.ReportsToSuspend, Now) is { } next)
        {
            await Commit(next);
        }

        return Done.Ok;
    }

    public async Task<Result<Done>> Suspend(string reason)
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        if (Link.SuspendedReason != reason)
        {
            await Commit(Link.Suspended(reason, Now));
        }

        return Done.Ok;
    }

    public async Task<Result<Done>> Lift(string? onlyReason)
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        if (Link.SuspendedReason is { } reason && (onlyReason ?? reason) == reason)
        {
            await Commit(Link.Lifted(Now));
        }

        return Done.Ok;
    }

    public async Task SetTitleIfEmpty(string url, string title)
    {
        if (Missing is null && Link.Url == url && Link.Title is null && LinkText.Text(title, LinkLimits.Title, "title") is { Value: { } text })
        {
            await Commit(Link.Titled(text, Now));
        }
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private Error? Missing => !document.Exists || Link.IsDeleted ? LinkErrors.NotFound : null;

    private bool IsListed => Link.Url is { } url && (services.Guard.IsListed(Link.Host!, url) || Link.OtherTargets.Any(services.Guard.IsListed));

    /// <summary>Somebody else's link, and one that is gone, is not there.</summary>
    private Error? Refuse(UserId owner) => Missing ?? (Link.Owner == owner ? null : LinkErrors.NotFound);

    private LinkView Show(LinkState link) => link.ToView(Now, Used);

    private LinkChanged Changed() => new(Link.Version, Link.IsDeleted ? null : Link.StatusAt(Now, Used));

    /// <summary>A guessed code is not worth an activation's memory.</summary>
    private void ForgetUnlessMade()
    {
        if (!document.Exists)
        {
            this.DeactivateOnIdle();
        }
    }

    private async Task Commit(LinkState next)
    {
        var before = Link.Version;
        await document.Commit(next);
        if (next.Version > before)
        {
            feed.Publish("changed", Changed(), next.Version);
        }
    }
}
