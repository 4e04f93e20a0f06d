using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>
/// One short link, keyed by its code: that the grain exists once is what makes codes unique. To everybody but its owner it is
/// <c>link-not-found</c>; deleted, it is <c>link-gone</c> for ever. It owns the feed <c>links:link:{code}</c>.
/// </summary>
[GrainInterfaceType("link"), Alias("links.i-link")]
public interface ILinkGrain : ILiveSource
{
    /// <summary>
    /// Takes the code, or refuses with <c>code-taken</c>. The same operation, or the same request of the same owner for a custom code, finds the link
    /// it made. The former owner of a deleted custom code may take it again.
    /// </summary>
    [Alias("Create")]
    Task<Result<CreatedLink>> Create(NewLink link, OperationId? operation);

    /// <summary>Whether this caller could create a link under the code.</summary>
    [Alias("IsFree")]
    Task<bool> IsFree(UserId asker);

    [Alias("Get")]
    Task<Result<LinkView>> Get(UserId owner);

    /// <summary>Changes what is set. Refuses with <c>stale</c> when <paramref name="version"/> is not the current one.</summary>
    [Alias("Update")]
    Task<Result<LinkView>> Update(UserId owner, LinkChange change, int? version);

    /// <summary>Ends the link for ever; harmless when repeated.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(UserId owner);

    /// <summary>What a frontend may keep for a moment. A link with password or visit limit shows neither target nor title.</summary>
    [Alias("Resolve")]
    Task<LinkTarget> Resolve();

    /// <summary>
    /// One person follows the link now. Of a link with a visit limit it claims one visit and answers when the claim is durable, so that
    /// redirects never exceed the limit. Interleaves, so that concurrent visits share one write.
    /// </summary>
    [AlwaysInterleave, Alias("Visit")]
    Task<LinkTarget> Visit(string? unlockToken);

    /// <summary>What is needed to check a password outside the grain; 5 tries a minute and client, 50 an hour and link.</summary>
    [Alias("BeginUnlock")]
    Task<Result<UnlockChallenge>> BeginUnlock(string clientHash);

    /// <summary>Counts one report per reporter; enough different reporters suspend the link until an administrator decides.</summary>
    [Alias("Report")]
    Task<Result<Done>> Report(LinkReport report);

    /// <summary>Stops redirecting with 451; harmless when repeated.</summary>
    [Alias("Suspend")]
    Task<Result<Done>> Suspend(string reason);

    /// <summary>Ends a suspension; where <paramref name="onlyReason"/> is given, only one of that reason.</summary>
    [Alias("Lift")]
    Task<Result<Done>> Lift(string? onlyReason);

    /// <summary>Fills in the title that was found at <paramref name="url"/>, unless there is one or the target has changed.</summary>
    [Alias("SetTitleIfEmpty")]
    Task SetTitleIfEmpty(string url, string title);
}
