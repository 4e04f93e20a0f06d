using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What a presented refresh token means.</summary>
internal enum RefreshOutcome
{
    Unknown,
    Rotate,

    /// <summary>The immediate predecessor, within the leeway: the same successor again.</summary>
    Repeat,
    Reuse,
}

internal static class SessionRules
{
    public const int MaxSessions = 20;

    public static readonly TimeSpan MaxIdle = TimeSpan.FromDays(14);
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);
    public static readonly TimeSpan MaxAgeUnremembered = TimeSpan.FromHours(12);
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    public static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));

    public static Session? Live(this AccountState state, Guid session, DateTimeOffset now) =>
        state.Sessions.Find(s => s.Id == session && s.ExpiresAt > now);

    /// <summary>Adds a session; what has expired goes, and the longest idle where there are too many.</summary>
    public static AccountState SigningIn(this AccountState state, Session session, CallOrigin origin, DateTimeOffset now)
    {
        var live = state.Sessions.RemoveAll(s => s.ExpiresAt <= now);
        var dropped = live.Count < MaxSessions ? [] : live.OrderBy(s => s.LastUsedAt).Take(live.Count - MaxSessions + 1).ToList();
        return (state with { Sessions = live.RemoveRange(dropped).Add(session), LastSeenAt = now })
            .CuttingSessions(dropped.Select(s => s.Id), now)
            .Seeing(origin)
            .Noting(AuditKinds.SignedIn, state.Id, origin, now, session.Id, state.IsNewDevice(origin) ? DeviceRules.NewDevice : null);
    }

    public static Session Open(NewSession wish, Guid id, byte[] secret, DateTimeOffset now) => new()
    {
        Id = id,
        Kind = wish.Kind,
        Device = wish.Origin.Device,
        IpPrefix = wish.Origin.IpPrefix,
        Methods = [.. wish.Methods],
        CreatedAt = now,
        LastUsedAt = now,
        AuthenticatedAt = now,
        EndsAt = now + (wish.Remember ? MaxAge : MaxAgeUnremembered),
        Current = HashOf(secret),
    };

    public static RefreshOutcome Judge(this Session session, byte[] secret, DateTimeOffset now)
    {
        var hash = HashOf(secret);
        return hash == session.Current ? RefreshOutcome.Rotate
            : hash == session.Previous && now - session.RotatedAt <= Leeway ? RefreshOutcome.Repeat
            : RefreshOutcome.Reuse;
    }

    public static Session Rotate(this Session session, byte[] old, byte[] successor, CallOrigin origin, DateTimeOffset now) => session with
    {
        Current = HashOf(successor),
        Previous = session.Current,
        RotatedAt = now,
        SuccessorBox = SuccessorBox.Seal(successor, old, session.Id),
        LastUsedAt = now,
        IpPrefix = origin.IpPrefix,
    };

    public static AccountState Put(this AccountState state, Session session, DateTimeOffset now) => state with
    {
        Sessions = state.Sessions.Replace(state.Sessions.Find(s => s.Id == session.Id)!, session),
        LastSeenAt = now,
    };

    /// <summary>Ends sessions and cuts the tokens they gave out.</summary>
    public static AccountState Ending(this AccountState state, Func<Session, bool> which, DateTimeOffset now) =>
        (state with { Sessions = state.Sessions.RemoveAll(s => which(s)) })
        .CuttingSessions(state.Sessions.Where(which).Where(s => s.ExpiresAt > now).Select(s => s.Id), now);
}
