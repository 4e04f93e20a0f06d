using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Which admin did something, and from where.</summary>
[GenerateSerializer, Immutable, Alias("accounts.acted-by")]
public sealed record ActedBy([property: Id(0)] UserId Actor, [property: Id(1)] CallOrigin Origin);

/// <summary>An account as admins see it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.admin-view")]
public sealed record AdminUserView : AccountView
{
    [SetsRequiredMembers]
    public AdminUserView(AccountView account)
        : base(account)
    {
    }

    [Id(0)]
    public AccountStatus Status { get; init; }

    [Id(1)]
    public string? Policy { get; init; }

    [Id(2)]
    public DateTimeOffset? LastSeenAt { get; init; }

    [Id(3)]
    public int Sessions { get; init; }

    [Id(4)]
    public int ApiKeys { get; init; }

    /// <summary>Wrong passwords that are charged to the address.</summary>
    [Id(5)]
    public int Failures { get; init; }

    /// <summary>Until when no attempt is accepted; null where one is.</summary>
    [Id(6)]
    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>Whether nobody signs in before a new password is set.</summary>
    [Id(7)]
    public bool ResetRequired { get; init; }
}

/// <summary>One row of the users' list.</summary>
[GenerateSerializer, Immutable, Alias("accounts.user-row")]
public sealed record UserRow
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
    public required AccountStatus Status { get; init; }

    [Id(6)]
    public required IReadOnlyList<string> Roles { get; init; }

    [Id(7)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(8)]
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Whether signing in asks for more than a password.</summary>
    [Id(9)]
    public bool SecondFactor { get; init; }
}

/// <summary>What users to list: members that are null do not narrow.</summary>
[GenerateSerializer, Immutable, Alias("accounts.user-filter")]
public sealed record UserFilter
{
    /// <summary>Beginning of an address or user name, ignoring case.</summary>
    [Id(0)]
    public string? Query { get; init; }

    [Id(1)]
    public AccountStatus? Status { get; init; }

    [Id(2)]
    public string? Role { get; init; }

    [Id(3)]
    public DateTimeOffset? CreatedFrom { get; init; }

    [Id(4)]
    public DateTimeOffset? CreatedTo { get; init; }

    [Id(5)]
    public UserSort Sort { get; init; }

    [Id(6)]
    public bool Descending { get; init; }
}

[GenerateSerializer, Alias("accounts.user-sort")]
public enum UserSort
{
    Created,
    Email,
    LastSeen,
}
