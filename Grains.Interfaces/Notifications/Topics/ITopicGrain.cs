namespace OrleansBackends.Grains.Interfaces.Notifications.Topics;

/// <summary>A named group of up to 4,000 subscribers. Callers were admitted by the application.</summary>
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

    /// <summary>Adds, then removes, up to 1,000 each; whom it has and whom it has not are left alone. Refuses with <c>topic-full</c> as a whole.</summary>
    [Alias("Change")]
    Task<Result<TopicChanged>> Change(IReadOnlyList<string> add, IReadOnlyList<string> remove);

    /// <summary>Members after <paramref name="after"/> in the order of their ids; null when there is no such topic.</summary>
    [Alias("Members")]
    Task<IReadOnlyList<string>?> Members(string after, int limit);
}
