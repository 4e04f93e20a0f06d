namespace OrleansBackends.Grains.Interfaces.Notifications.Topics;

/// <summary>
/// A named group of subscribers. The first 4,000 lie here, later ones in the pages (<see cref="ITopicPageGrain"/>) of their hash. Callers were admitted by
/// the application.
/// </summary>
[GrainInterfaceType("topic"), Alias("notifications.i-topic")]
public interface ITopicGrain : IGrainWithStringKey
{
    /// <summary>Creates or renames it.</summary>
    [Alias("Put")]
    Task<Result<TopicView>> Put(string name);

    [Alias("Get")]
    Task<Result<TopicView>> Get();

    [Alias("Delete")]
    Task<Result<Done>> Delete();

    /// <summary>
    /// Adds, then removes, up to 1,000 each; whom it has and whom it has not are left alone, so a repeat is harmless. Refuses with <c>topic-full</c>; where
    /// only a page is full, members of other pages have been added.
    /// </summary>
    [Alias("Change")]
    Task<Result<TopicChanged>> Change(IReadOnlyList<string> add, IReadOnlyList<string> remove);

    /// <summary>Members that lie here, after <paramref name="after"/> in the order of their ids; null when there is no such topic.</summary>
    [Alias("Members")]
    Task<TopicSection?> Members(string after, int limit);
}
