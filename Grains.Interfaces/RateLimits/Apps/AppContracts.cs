namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

/// <summary>Who manages: an application's owner, or an administrator where it is the product's own.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.caller")]
public readonly record struct LimitCaller([property: Id(0)] UserId User, [property: Id(1)] bool IsAdmin);

[GenerateSerializer, Immutable, Alias("rate-limits.app-view")]
public sealed record LimitAppView(
    [property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] bool LegacyHeaders, [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] IReadOnlyList<LimitKeyView> Keys, [property: Id(5)] int Version) : IVersioned;

[GenerateSerializer, Immutable, Alias("rate-limits.key-view")]
public sealed record LimitKeyView([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] DateTimeOffset CreatedAt);

/// <summary>The key is shown this once.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.new-app")]
public sealed record NewLimitApp([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] string Key);

/// <summary>The key is shown this once.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.new-key")]
public sealed record NewLimitKey([property: Id(0)] string Id, [property: Id(1)] string Key);

/// <summary>What is to change; what is absent stays.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.app-change")]
public sealed record LimitAppChange([property: Id(0)] Optional<string> Name, [property: Id(1)] Optional<bool> LegacyHeaders);

[GenerateSerializer, Immutable, Alias("rate-limits.put-policy")]
public sealed record PutPolicyAnswer([property: Id(0)] LimitPolicy Policy, [property: Id(1)] bool Created) : IVersioned
{
    public int Version => Policy.Version;
}

/// <summary>All that a frontend needs to serve an application's checks, at one version. It exists when it has an owner or is built in.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.policy-set")]
public sealed record PolicySet(
    [property: Id(0)] int Version, [property: Id(1)] bool Exists, [property: Id(2)] IReadOnlyList<LimitPolicy> Policies,
    [property: Id(3)] IReadOnlyList<LimitKeyHash> Keys, [property: Id(4)] bool LegacyHeaders);

/// <summary>SHA-256 of a key's secret, in hexadecimal.</summary>
[GenerateSerializer, Immutable, Alias("rate-limits.key-hash")]
public sealed record LimitKeyHash([property: Id(0)] string Id, [property: Id(1)] string Hash);
