using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The document of one account, at most 96 KiB: every list in it has its bound beside the rule that fills it.</summary>
internal sealed record AccountState
{
    public const string Name = "accounts.account";

    public const int MaxRecent = 32;

    public int SchemaVersion { get; init; } = 1;

    public UserId Id { get; init; }

    public AccountStatus Status { get; init; }

    /// <summary>What it becomes once its names are confirmed, or once it is enabled again.</summary>
    public AccountStatus NextStatus { get; init; } = AccountStatus.Unverified;

    /// <summary>The registration rules it was made under; null for the native ones.</summary>
    public string? Policy { get; init; }

    /// <summary>What admins see and guard edits with; sign-ins do not raise it.</summary>
    public int Revision { get; init; } = 1;

    public string Email { get; init; } = "";

    public string EmailKey { get; init; } = "";

    public bool EmailVerified { get; init; }

    /// <summary>Where the user wants to be mailed, until the link that went there is redeemed.</summary>
    public string? WantedEmail { get; init; }

    /// <summary>Set while a change of address is under way: what it was.</summary>
    public FormerEmail? FormerEmail { get; init; }

    /// <summary>The verified address that an undo link brings back, for as long as it can.</summary>
    public EmailUndo? EmailUndo { get; init; }

    /// <summary>When the owner last heard that somebody wanted to register the address.</summary>
    public DateTimeOffset? TakenToldAt { get; init; }

    /// <summary>The user name that was wanted last with this address by somebody who did not know that it has an account.</summary>
    public string? PhantomUsername { get; init; }

    public string Username { get; init; } = "";

    public string UsernameKey { get; init; } = "";

    /// <summary>Set while a change of name is under way: what it was.</summary>
    public string? FormerUsername { get; init; }

    public ImmutableList<DateTimeOffset> UsernameChanges { get; init; } = [];

    public string? DisplayName { get; init; }

    public string? Bio { get; init; }

    public string? ImageUrl { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    public PasswordRecord Password { get; init; } = new();

    public ImmutableList<string> Roles { get; init; } = [];

    public ImmutableList<Session> Sessions { get; init; } = [];

    /// <summary>With what and from where somebody signed in, newest first, at most 20.</summary>
    public ImmutableList<SeenDevice> Devices { get; init; } = [];

    public ImmutableList<ApiKey> ApiKeys { get; init; } = [];

    public SecondFactorState SecondFactor { get; init; } = new();

    public ImmutableList<Passkey> Passkeys { get; init; } = [];

    /// <summary>By which the database finds whose passkey one is.</summary>
    public IEnumerable<string> PasskeyIds => Passkeys.Select(p => p.Id);

    /// <summary>Challenges that passkeys answered and that have not ended yet, at most 32.</summary>
    public ImmutableList<UsedChallenge> UsedChallenges { get; init; } = [];

    /// <summary>Purposes and hashes of links that were mailed, at most 8.</summary>
    public ImmutableList<OneTimeToken> Tokens { get; init; } = [];

    /// <summary>Under which everything about the person may be read for now.</summary>
    public ImmutableList<ExportView> Exports { get; init; } = [];

    /// <summary>Tokens of a lower generation are no longer valid.</summary>
    public int Generation { get; init; } = 1;

    public ImmutableList<Cut> Cuts { get; init; } = [];

    public DateTimeOffset? LastCutAt { get; init; }

    /// <summary>How many audit entries there have been: the number of the last.</summary>
    public int AuditCount { get; init; }

    /// <summary>Entries that still wait for the journal.</summary>
    public ImmutableList<AuditEntry> Audit { get; init; } = [];

    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    public ImmutableList<DoneOperation> Recent { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>An admin wants another password before anybody signs in again.</summary>
    public bool ResetRequired { get; init; }

    /// <summary>When it is erased, unless the user takes that back.</summary>
    public DateTimeOffset? DeletionDueAt { get; init; }

    public bool CanSignIn => Status is AccountStatus.Active or AccountStatus.Deleting;

    public bool IsKnown => Status is AccountStatus.Active or AccountStatus.Unverified or AccountStatus.Disabled or AccountStatus.Deleting;
}

/// <summary>A password's hash with its parameters; the version tells one hash from the next.</summary>
internal sealed record PasswordRecord
{
    public string Hash { get; init; } = "";

    public int Version { get; init; }

    public DateTimeOffset SetAt { get; init; }

    /// <summary>Which pepper went into it, where there is one.</summary>
    public string? PepperId { get; init; }
}

/// <summary>The address an account had before.</summary>
internal sealed record FormerEmail(string Address, string Key, bool Verified);

/// <summary>The address that an account had when an undo link was mailed to it.</summary>
internal sealed record EmailUndo(string Address, string Key, DateTimeOffset ExpiresAt);

/// <summary>A mailed link: 32 random bytes of which only the SHA-256 is kept. A new one of the same purpose voids the older.</summary>
internal sealed record OneTimeToken(string Purpose, string Hash, DateTimeOffset ExpiresAt);
