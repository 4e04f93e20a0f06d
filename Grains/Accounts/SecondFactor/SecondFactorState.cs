using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What an account asks for beside its password, and what of it is under way.</summary>
internal sealed record SecondFactorState
{
    public TotpSecret? Totp { get; init; }

    public PendingTotp? Pending { get; init; }

    /// <summary>Hashes of the codes that were not used yet, at most 10.</summary>
    public ImmutableList<string> RecoveryCodes { get; init; } = [];

    public ImmutableList<SignInChallenge> Challenges { get; init; } = [];

    /// <summary>When a code was wrong, within the last hour.</summary>
    public ImmutableList<DateTimeOffset> Failures { get; init; } = [];

    public bool IsOn => Totp is not null;

    public SecondFactorView Show(int passkeys) => new(IsOn, passkeys, RecoveryCodes.Count);
}

/// <summary>The sealed secret; a code of <paramref name="LastStep"/> or before was used.</summary>
internal sealed record TotpSecret(string Box, long LastStep);

/// <summary>A sealed secret that no code has confirmed yet.</summary>
internal sealed record PendingTotp(string Box, DateTimeOffset ExpiresAt);

/// <summary>A sign-in whose password was right: what its session will be. Of the text that stands for it only the SHA-256 is kept.</summary>
internal sealed record SignInChallenge
{
    public string Hash { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public int TriesLeft { get; init; }

    public SessionKind Kind { get; init; }

    public bool Remember { get; init; }

    public ImmutableList<string> Methods { get; init; } = [];

    /// <summary>Of which password it speaks.</summary>
    public DateTimeOffset PasswordSetAt { get; init; }
}
