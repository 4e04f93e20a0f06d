using System.Collections.Frozen;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>All topics that clients may name, by their prefix.</summary>
public sealed class LiveTopics(IEnumerable<ILiveTopics> all)
{
    private const int MaxLength = 300;

    private readonly FrozenDictionary<string, ILiveTopics> topics = all.ToFrozenDictionary(t => t.Prefix);

    /// <summary>The grain behind <c>&lt;slice&gt;:&lt;entity&gt;[:&lt;id&gt;]</c>, if this caller may watch it.</summary>
    public async ValueTask<Result<ILiveSource>> Open(string topic, CurrentUser? user) =>
        topic is { Length: <= MaxLength } && topic.Split(':', 3) is [var slice, var entity, .. var id] && topics.TryGetValue($"{slice}:{entity}", out var found)
            ? await found.Open(id is [var one] ? one : "", user)
            : WebErrors.TopicNotFound;
}
