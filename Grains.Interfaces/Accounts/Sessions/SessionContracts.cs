namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>How a session is carried.</summary>
[GenerateSerializer, Alias("accounts.session-kind")]
public enum SessionKind
{
    Token,
    Cookie,
}

/// <summary>Ways of proving who one is, as they stand in <c>amr</c>.</summary>
public static class AuthenticationMethods
{
    public const string Password = "pwd";
    public const string Totp = "otp";
    public const string RecoveryCode = "rec";

    /// <summary>With its owner verified by the device, so it counts as two factors.</summary>
    public const string Passkey = "hwk";

    /// <summary>Those beside the password.</summary>
    public static IReadOnlySet<string> SecondFactors { get; } = new HashSet<string> { Totp, RecoveryCode, Passkey };
}

/// <summary>A password as an account keeps it: the hash with its numbers, and the name of the pepper that went into it, where one did.</summary>
[GenerateSerializer, Immutable, Alias("accounts.hashed-password")]
public sealed record HashedPassword([property: Id(0)] string Hash, [property: Id(1)] string? PepperId = null);

[GenerateSerializer, Immutable, Alias("accounts.kept-password")]
public sealed record KeptPassword([property: Id(0)] string Hash, [property: Id(1)] int Version, [property: Id(2)] string AddressKey)
{
    [Id(3)]
    public string? PepperId { get; init; }
}

[GenerateSerializer, Immutable, Alias("accounts.new-session")]
public sealed record NewSession(
    [property: Id(0)] SessionKind Kind, [property: Id(1)] bool Remember, [property: Id(2)] IReadOnlyList<string> Methods,
    [property: Id(3)] CallOrigin Origin);

/// <summary>All that an access token is made of, and the refresh token where there is a new one.</summary>
[GenerateSerializer, Immutable, Alias("accounts.session-grant")]
public sealed record SessionGrant
{
    [Id(0)]
    public required Guid SessionId { get; init; }

    [Id(1)]
    public string? RefreshToken { get; init; }

    [Id(2)]
    public required DateTimeOffset AuthenticatedAt { get; init; }

    [Id(3)]
    public required int Generation { get; init; }

    [Id(4)]
    public required IReadOnlyList<string> Methods { get; init; }

    [Id(5)]
    public required AccountView Account { get; init; }

    [Id(6)]
    public SessionKind Kind { get; init; }

    /// <summary>Whether it outlives the browser.</summary>
    [Id(7)]
    public bool Remember { get; init; }
}

[GenerateSerializer, Immutable, Alias("accounts.session-view")]
public sealed record SessionView
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required bool Current { get; init; }

    [Id(2)]
    public required SessionKind Kind { get; init; }

    [Id(3)]
    public required string Device { get; init; }

    [Id(4)]
    public string? IpPrefix { get; init; }

    [Id(5)]
    public required IReadOnlyList<string> Methods { get; init; }

    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(7)]
    public required DateTimeOffset LastUsedAt { get; init; }

    [Id(8)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
