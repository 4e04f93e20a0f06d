using System.Collections.Concurrent;
using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>The keys of an application by their hashes, and by the texts that were good before: those are hashed once.</summary>
internal sealed class AppKeys(IEnumerable<LimitKeyHash> keys)
{
    private readonly FrozenDictionary<string, AppKey> hashes = keys.ToFrozenDictionary(k => k.Hash, k => new AppKey(k.Id, SubjectRef.Of(k.Id)));
    private readonly ConcurrentDictionary<string, AppKey> texts = new();

    /// <summary>Null for a key that is none of this application's.</summary>
    public AppKey? Find(string text)
    {
        if (texts.TryGetValue(text, out var known))
        {
            return known;
        }

        return ApiKeyText.HashOf(text) is { } hash && hashes.TryGetValue(hash, out var key) ? texts[text] = key : null;
    }
}

/// <param name="Id">By which the key is revoked.</param>
/// <param name="Subject">By which its calls are counted.</param>
internal sealed record AppKey(string Id, SubjectRef Subject);
