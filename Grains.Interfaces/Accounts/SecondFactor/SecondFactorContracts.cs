namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What a right password leads to: a session, or the question for a second factor.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-step")]
public sealed record SignInStep([property: Id(0)] SessionGrant? Grant, [property: Id(1)] AskedSecondFactor? Asked);

/// <param name="Challenge">Stands for the password that was right; shown to the caller only.</param>
/// <param name="Methods">What may be answered with.</param>
/// <param name="ExpiresAt">Until when.</param>
[GenerateSerializer, Immutable, Alias("accounts.asked-second-factor")]
public sealed record AskedSecondFactor(
    [property: Id(0)] string Challenge, [property: Id(1)] IReadOnlyList<string> Methods, [property: Id(2)] DateTimeOffset ExpiresAt);

/// <summary>One of the three, or none where what was shown is no proof at all, which costs a try as well.</summary>
[GenerateSerializer, Immutable, Alias("accounts.second-factor-proof")]
public sealed record SecondFactorProof([property: Id(0)] string? Totp, [property: Id(1)] string? RecoveryCode)
{
    [Id(2)]
    public PasskeyProof? Passkey { get; init; }
}

/// <param name="Secret">In base 32, as authenticators take it.</param>
/// <param name="Account">Whose it is, as an authenticator shows it.</param>
[GenerateSerializer, Immutable, Alias("accounts.totp-setup")]
public sealed record TotpSetup([property: Id(0)] string Secret, [property: Id(1)] string Account);

[GenerateSerializer, Immutable, Alias("accounts.recovery-codes")]
public sealed record RecoveryCodes([property: Id(0)] IReadOnlyList<string> Codes);

/// <summary>What a challenge may be answered with, as callers read it.</summary>
public static class SecondFactorMethods
{
    public const string Totp = "totp";
    public const string RecoveryCode = "recovery-code";
    public const string Passkey = "passkey";
}
