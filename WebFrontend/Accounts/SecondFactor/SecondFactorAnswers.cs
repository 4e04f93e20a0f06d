using System.Text.Json.Serialization;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What a right password is answered with.</summary>
[JsonDerivedType(typeof(SignInAnswer)), JsonDerivedType(typeof(SecondFactorAnswer))]
public interface ILoginAnswer
{
    public string Status { get; }
}

/// <param name="Challenge">Goes to `/login/second-factor` with the code.</param>
/// <param name="Methods">`totp`, `recovery-code`, `passkey`.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record SecondFactorAnswer(string Challenge, IReadOnlyList<string> Methods, DateTimeOffset ExpiresAt) : ILoginAnswer
{
    public string Status => "second-factor";
}

/// <summary>Shown only now.</summary>
/// <param name="Secret">In base 32, to be typed.</param>
/// <param name="Uri">The same as `otpauth`.</param>
/// <param name="QrSvg">The same to be scanned.</param>
public sealed record TotpSetupAnswer(string Secret, Uri Uri, string QrSvg);

/// <summary>Shown only now.</summary>
public sealed record RecoveryCodesAnswer(IReadOnlyList<string> RecoveryCodes);
