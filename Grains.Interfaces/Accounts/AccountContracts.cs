namespace OrleansBackends.Grains.Interfaces.Accounts;

[GenerateSerializer, Alias("accounts.status")]
public enum AccountStatus
{
    /// <summary>Its names are being claimed; nothing else can be done with it.</summary>
    Claiming,
    Unverified,
    Active,
    Disabled,
    Deleting,
    Deleted,
}

/// <summary>Where a call comes from, as far as an account remembers it: never a full address.</summary>
[GenerateSerializer, Immutable, Alias("accounts.origin")]
public sealed record CallOrigin([property: Id(0)] string Device, [property: Id(1)] string? IpPrefix)
{
    /// <summary>Who signed in with this browser before, by its device cookie.</summary>
    [Id(2)]
    public UserId? DeviceOf { get; init; }
}

/// <summary>An account to be made under <paramref name="Id"/>. The password was hashed by the frontend; it never enters a grain.</summary>
[GenerateSerializer, Immutable, Alias("accounts.new")]
public sealed record NewAccount(
    [property: Id(0)] UserId Id, [property: Id(1)] string Email, [property: Id(2)] string Username, [property: Id(10)] HashedPassword Password)
{
    [Id(4)]
    public string? DisplayName { get; init; }

    [Id(5)]
    public string? Locale { get; init; }

    [Id(6)]
    public string? TimeZone { get; init; }

    /// <summary>False where addresses need no verification: the account is usable at once.</summary>
    [Id(7)]
    public bool VerifyFirst { get; init; }

    /// <summary>True for the first admin, whose address the operator vouches for.</summary>
    [Id(8)]
    public bool Verified { get; init; }

    [Id(9)]
    public required CallOrigin Origin { get; init; }
}

[GenerateSerializer, Immutable, Alias("accounts.second-factor-view")]
public sealed record SecondFactorView([property: Id(0)] bool Totp, [property: Id(1)] int Passkeys, [property: Id(2)] int RecoveryCodesLeft);

/// <summary>An account as its owner sees it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.view")]
public record AccountView : IVersioned
{
    [Id(0)]
    public required UserId Id { get; init; }

    [Id(1)]
    public required string Email { get; init; }

    [Id(2)]
    public required bool EmailVerified { get; init; }

    [Id(3)]
    public required string Username { get; init; }

    [Id(4)]
    public string? DisplayName { get; init; }

    [Id(5)]
    public string? Bio { get; init; }

    [Id(6)]
    public string? ImageUrl { get; init; }

    [Id(7)]
    public string? Locale { get; init; }

    [Id(8)]
    public string? TimeZone { get; init; }

    [Id(9)]
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Roles that a token gets only after a second factor was used.</summary>
    [Id(10)]
    public required IReadOnlyList<string> RolesHeldBack { get; init; }

    [Id(11)]
    public required SecondFactorView SecondFactor { get; init; }

    [Id(12)]
    public required DateTimeOffset PasswordSetAt { get; init; }

    [Id(13)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(14)]
    public DateTimeOffset? DeletionDueAt { get; init; }

    [Id(15)]
    public required int Version { get; init; }
}

/// <summary>What anybody may see of a person.</summary>
[GenerateSerializer, Immutable, Alias("accounts.profile")]
public sealed record PublicProfile(
    [property: Id(0)] UserId Id, [property: Id(1)] string Username, [property: Id(2)] string? DisplayName, [property: Id(3)] string? Bio,
    [property: Id(4)] string? ImageUrl);

/// <summary>An edit of the own profile; absent members stay.</summary>
[GenerateSerializer, Immutable, Alias("accounts.profile-change")]
public sealed record ProfileChange
{
    [Id(0)]
    public Optional<string> Username { get; init; }

    [Id(1)]
    public Optional<string> DisplayName { get; init; }

    [Id(2)]
    public Optional<string> Bio { get; init; }

    [Id(3)]
    public Optional<string> ImageUrl { get; init; }

    [Id(4)]
    public Optional<string> Locale { get; init; }

    [Id(5)]
    public Optional<string> TimeZone { get; init; }
}

/// <summary>Something that happened to an account. <paramref name="Seq"/> numbers the entries of one account.</summary>
[GenerateSerializer, Immutable, Alias("accounts.audit-entry")]
public record AuditEntry(
    [property: Id(0)] int Seq, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Kind, [property: Id(3)] UserId? Actor)
{
    [Id(4)]
    public string? SessionId { get; init; }

    [Id(5)]
    public string? IpPrefix { get; init; }

    [Id(6)]
    public string? Device { get; init; }

    [Id(7)]
    public string? Detail { get; init; }
}
