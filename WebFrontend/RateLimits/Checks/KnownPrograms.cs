using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Policies;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>
/// Programs whose keys this process knows at the moment, without asking. One of them may be a server that checks for thousands of users: it is counted
/// by its key alone, since the limit of an address is far below that of a key.
/// </summary>
internal sealed class KnownPrograms(PolicyBook book)
{
    public (CheckedApp App, AppKey Key)? Find(HttpRequest request) =>
        request.Headers[CurrentKey.Header] is [{ } text] && ApiKeyText.AppOf(text) is { } app
        && book.Find(app) is { Exists: true } policies && policies.Keys.Find(text) is { } key
            ? (new CheckedApp(app, policies), key)
            : null;
}
