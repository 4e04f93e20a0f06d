using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class OAuthAuthorizationRules
{
    public const string AllowedKind = "app-allowed";
    public const string EndedKind = "app-ended";

    /// <summary>How long an authorization that has ended is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static OAuthAuthorizationState Allowing(
        this OAuthAuthorizationState state, Guid id, OAuthAllowance allowance, string clientName, DateTimeOffset now) => state with
    {
        Id = id,
        User = allowance.User,
        ClientId = allowance.ClientId,
        ClientName = clientName,
        Scopes = [.. allowance.Scopes],
        AuthenticatedAt = allowance.AuthenticatedAt,
        Methods = [.. allowance.Methods],
        CreatedAt = now,
        LastUsedAt = now,
        Outbox = [OutboxItem.Of(id, AllowedKind, new AppNews(AllowedKind, allowance.Origin), now)],
    };

    public static OAuthAuthorizationState Issuing(this OAuthAuthorizationState state, byte[]? secret, DateTimeOffset now) => state with
    {
        IssuedAt = now,
        LastUsedAt = now,
        Current = secret is null ? null : SessionRules.HashOf(secret),
    };

    /// <summary>The same judgement as of a session's token.</summary>
    public static RefreshOutcome Judge(this OAuthAuthorizationState state, byte[] secret, DateTimeOffset now)
    {
        var hash = SessionRules.HashOf(secret);
        return state.Current is null ? RefreshOutcome.Unknown
            : hash == state.Current ? RefreshOutcome.Rotate
            : hash == state.Previous && now - state.RotatedAt <= SessionRules.Leeway ? RefreshOutcome.Repeat
            : RefreshOutcome.Reuse;
    }

    public static OAuthAuthorizationState Rotating(this OAuthAuthorizationState state, byte[] old, byte[] successor, DateTimeOffset now) => state with
    {
        Current = SessionRules.HashOf(successor),
        Previous = state.Current,
        RotatedAt = now,
        SuccessorBox = SuccessorBox.Seal(successor, old, state.Id),
        LastUsedAt = now,
    };

    /// <summary>No token of it is good any more, and the account is told to cut those that live.</summary>
    public static OAuthAuthorizationState Ending(this OAuthAuthorizationState state, string auditKind, CallOrigin? origin, DateTimeOffset now) => state with
    {
        RevokedAt = now,
        Current = null,
        Previous = null,
        SuccessorBox = null,
        Outbox = state.Outbox.Add(OutboxItem.Of(Guid.CreateVersion7(now), EndedKind, new AppNews(auditKind, origin), now)),
    };

    public static OAuthAuthorizationView Show(this OAuthAuthorizationState state) =>
        new(state.Id, state.ClientId, state.ClientName, state.Scopes, state.CreatedAt, state.LastUsedAt, state.User);
}

/// <summary>What an account is told of an authorization.</summary>
internal sealed record AppNews(string Kind, CallOrigin? Origin);
