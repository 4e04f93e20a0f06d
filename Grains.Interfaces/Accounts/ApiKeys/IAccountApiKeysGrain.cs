namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>The API keys of one account, under the account's key and served by the same grain.</summary>
[GrainInterfaceType("account-api-keys"), Alias("accounts.i-api-keys")]
public interface IAccountApiKeysGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes a key, which is shown only now and to repeats of the same operation. Refuses <c>too-many-keys</c>, <c>idempotency-key-reused</c>; the
    /// frontend has checked the scopes against the catalogue.
    /// </summary>
    [Alias("Make")]
    Task<Result<ApiKeyMade>> Make(NewApiKey key, Guid bySession, CallOrigin origin, OperationId? operation);

    [Alias("List")]
    Task<IReadOnlyList<ApiKeyView>> List();

    /// <summary>Refuses <c>api-key-not-found</c>.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(string keyId, CallOrigin origin);

    /// <summary>Who a key stands for now; refuses <c>unauthenticated</c> where it is unknown, revoked or expired or its owner may not act.</summary>
    [Alias("Check")]
    Task<Result<ApiKeyHolder>> Check(string keyId, byte[] secret);
}

[GenerateSerializer, Immutable, Alias("accounts.new-api-key")]
public sealed record NewApiKey(
    [property: Id(0)] string Name, [property: Id(1)] IReadOnlyList<string> Scopes, [property: Id(2)] DateTimeOffset? ExpiresAt);

[GenerateSerializer, Immutable, Alias("accounts.api-key")]
public sealed record ApiKeyView(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyList<string> Scopes,
    [property: Id(3)] DateTimeOffset CreatedAt, [property: Id(4)] DateTimeOffset? ExpiresAt, [property: Id(5)] DateTimeOffset? LastUsedAt);

[GenerateSerializer, Immutable, Alias("accounts.api-key-made")]
public sealed record ApiKeyMade([property: Id(0)] string Key, [property: Id(1)] ApiKeyView View);

[GenerateSerializer, Immutable, Alias("accounts.api-key-holder")]
public sealed record ApiKeyHolder(
    [property: Id(0)] UserId User, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyList<string> Roles,
    [property: Id(3)] IReadOnlyList<string> Scopes, [property: Id(4)] DateTimeOffset? ExpiresAt);
