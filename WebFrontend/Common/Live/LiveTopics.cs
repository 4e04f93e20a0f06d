using System.Collections.Frozen;
using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>All topics that clients may name, by their prefix.</summary>
public sealed class LiveTopics(IEnumerable<ILiveTopics> all, IEnumerable<UserTopic> ofUsers, IGrainFactory grains)
{
    private const int MaxLength = 300;

    /// <summary>The id that means the caller's own.</summary>
    private const string Me = "me";

    private readonly FrozenDictionary<string, ILiveTopics> topics = all.ToFrozenDictionary(t => t.Prefix);
    private readonly FrozenDictionary<string, UserTopic> userTopics = ofUsers.ToFrozenDictionary(t => t.Prefix);

    /// <summary>The topic <c>&lt;slice&gt;:&lt;entity&gt;[:&lt;id&gt;]</c>, if this caller may watch it.</summary>
    public ValueTask<Result<OpenTopic>> Open(string topic, ClaimsPrincipal caller) => Open(topic, caller, (found, id) => found.OpenFor(topic, id, caller));

    /// <inheritdoc cref="Open(string, ClaimsPrincipal)"/>
    public ValueTask<Result<OpenTopic>> Open(string topic, HttpContext request) => Open(topic, request.User, (found, id) => found.OpenFor(topic, id, request));

    private async ValueTask<Result<OpenTopic>> Open(string topic, ClaimsPrincipal caller, Func<ILiveTopics, string, ValueTask<Result<OpenTopic>>> open)
    {
        if (topic is not { Length: <= MaxLength } || topic.Split(':', 3) is not [var slice, var entity, .. var rest])
        {
            return WebErrors.TopicNotFound;
        }

        var (prefix, id) = ($"{slice}:{entity}", rest is [var one] ? one : "");
        if (id == Me && userTopics.TryGetValue(prefix, out var own))
        {
            return own.Open(grains, CurrentUser.From(caller));
        }

        return topics.TryGetValue(prefix, out var found) ? await open(found, id) : WebErrors.TopicNotFound;
    }
}
