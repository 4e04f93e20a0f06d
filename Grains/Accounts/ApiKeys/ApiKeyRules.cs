using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>A key for programs; of its secret only the SHA-256 is kept.</summary>
internal sealed record ApiKey
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public ImmutableList<string> Scopes { get; init; } = [];

    public string Hash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public ApiKeyView Show() => new(Id, Name, Scopes, CreatedAt, ExpiresAt, LastUsedAt);
}

internal static class ApiKeyRules
{
    public const int MaxKeys = 50;

    /// <summary>The time of last use is for people to look at; one write an hour tells them enough.</summary>
    public static readonly TimeSpan UseNoted = TimeSpan.FromHours(1);

    public static Result<AccountState> AddingKey(this AccountState state, ApiKey key, Guid session, CallOrigin origin, DateTimeOffset now)
    {
        var live = state.ApiKeys.RemoveAll(k => k.ExpiresAt <= now);
        return live.Count >= MaxKeys
            ? AccountErrors.TooManyKeys
            : (state with { ApiKeys = live.Add(key) }).Noting(AuditKinds.ApiKeyMade, state.Id, origin, now, session, key.Name);
    }

    public static Result<AccountState> RevokingKey(this AccountState state, string id, CallOrigin origin, DateTimeOffset now) =>
        state.ApiKeys.Find(k => k.Id == id) is not { } key
            ? AccountErrors.KeyNotFound
            : (state with { ApiKeys = state.ApiKeys.Remove(key) })
                .CuttingKey(id, now)
                .Noting(AuditKinds.ApiKeyRevoked, state.Id, origin, now, detail: key.Name);

    public static ApiKey? LiveKey(this AccountState state, string id, string hash, DateTimeOffset now) =>
        state.CanSignIn ? state.ApiKeys.Find(k => k.Id == id && k.Hash == hash && (k.ExpiresAt is null || k.ExpiresAt > now)) : null;
}
