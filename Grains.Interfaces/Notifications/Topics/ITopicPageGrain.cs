namespace OrleansBackends.Grains.Interfaces.Notifications.Topics;

/// <summary>Members of a large topic whose hash is that of the page. Asked by the topic and by triggers alone.</summary>
[GrainInterfaceType("topic-page"), Alias("notifications.i-topic-page")]
public interface ITopicPageGrain : IGrainWithStringKey
{
    /// <summary>As <see cref="ITopicGrain.Change"/>; refuses with <c>topic-full</c> as a whole.</summary>
    [Alias("Change")]
    Task<Result<TopicChanged>> Change(IReadOnlyList<string> add, IReadOnlyList<string> remove);

    /// <summary>Members after <paramref name="after"/> in the order of their ids.</summary>
    [Alias("Members")]
    Task<TopicSection> Members(string after, int limit);

    /// <summary>Harmless when repeated.</summary>
    [Alias("Delete")]
    Task Delete();
}
