using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.Grains.RateLimits.Apps;

/// <summary>An application: at most 10 keys, 200 policies and 32 remembered operations, under 128 KB.</summary>
internal sealed record LimitAppState
{
    public const string StateName = "rate-limits.app";
    public const int MaxRecent = 32;

    public int SchemaVersion { get; init; } = 1;
    public string Id { get; init; } = "";

    /// <summary>Null for the built-in application, which belongs to administrators.</summary>
    public UserId? Owner { get; init; }

    public string Name { get; init; } = "";
    public bool LegacyHeaders { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes of name, headers and keys.</summary>
    public int Version { get; init; }

    /// <summary>The version of the policy that changed last; never given twice, also where a policy ends and comes back.</summary>
    public int PolicyVersion { get; init; }

    public ImmutableList<LimitKey> Keys { get; init; } = [];

    /// <summary>In order of their names.</summary>
    public ImmutableList<LimitPolicy> Policies { get; init; } = [];

    public ImmutableList<DoneOperation> Recent { get; init; } = [];

    public LimitAppView ToView() => new(Id, Name, LegacyHeaders, CreatedAt, [.. Keys.Select(k => new LimitKeyView(k.Id, k.Name, k.CreatedAt))], Version);
}

/// <summary>A key of an application; of its secret only the SHA-256 is kept.</summary>
internal sealed record LimitKey(string Id, string Name, string Hash, DateTimeOffset CreatedAt);
