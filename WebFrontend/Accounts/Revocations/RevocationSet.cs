using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What this process must refuse although its signature is right; forgotten when the last token of its kind has ended.</summary>
internal sealed class RevocationSet(TimeProvider time)
{
    /// <summary>So long one may rest on what was read last; then nobody who needs to be known is served.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Cut> sessions = new();
    private readonly ConcurrentDictionary<UserId, Cut> users = new();
    private readonly ConcurrentDictionary<(UserId User, string Id), Cut> keys = new();
    private long readAt;

    public bool IsFresh => time.GetUtcNow().UtcTicks - Interlocked.Read(ref readAt) <= MaxAge.Ticks;

    public void Add(Cut cut)
    {
        switch (cut)
        {
            case { Kind: CutKind.Session, Id: { } session }:
                sessions[session] = cut;
                break;
            case { Kind: CutKind.ApiKey, Id: { } key }:
                keys[(cut.User, key)] = cut;
                break;
            case { Kind: CutKind.UserBefore }:
                users.AddOrUpdate(cut.User, cut, (_, known) => known.Generation > cut.Generation ? known : cut);
                break;
            default:
                throw new ArgumentException($"A cut of kind {cut.Kind} says nothing.", nameof(cut));
        }
    }

    /// <summary>All that documents held at <paramref name="at"/> has been added.</summary>
    public void ReadCompletely(DateTimeOffset at)
    {
        Interlocked.Exchange(ref readAt, at.UtcTicks);
        Drop(sessions, at);
        Drop(users, at);
        Drop(keys, at);
    }

    /// <summary>Why a token that is good by itself lets nobody in any more; null where it still does.</summary>
    public Error? Refuse(ReadToken token) =>
        !IsFresh ? Errors.Unavailable
        : IsSessionCut(token.SessionId) ? Errors.Unauthenticated
        : IsOutdated(token.User, token.Generation) ? AccountErrors.TokenOutdated
        : null;

    public bool IsSessionCut(string session) => sessions.ContainsKey(session);

    public bool IsOutdated(UserId user, int generation) => users.TryGetValue(user, out var cut) && generation < cut.Generation;

    public bool IsKeyCut(UserId user, string key) => keys.ContainsKey((user, key));

    public bool WasCutSince(UserId user, DateTimeOffset since) => users.TryGetValue(user, out var cut) && cut.At >= since;

    private static void Drop<TKey>(ConcurrentDictionary<TKey, Cut> cuts, DateTimeOffset now)
        where TKey : notnull
    {
        foreach (var old in cuts.Where(c => c.Value.Until <= now).ToList())
        {
            cuts.TryRemove(old);
        }
    }
}
