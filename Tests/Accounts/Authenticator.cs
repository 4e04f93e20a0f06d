using OtpNet;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What a person's phone does: codes of a secret in base 32.</summary>
internal sealed class Authenticator(string secret)
{
    private readonly Totp totp = new(Base32Encoding.ToBytes(secret));

    public string Secret => secret;

    /// <param name="at">The time of the phone's clock.</param>
    /// <param name="steps">Steps of 30 seconds later or, when negative, before.</param>
    public string Code(DateTimeOffset at, int steps = 0) => totp.ComputeTotp(at.UtcDateTime.AddSeconds(30 * steps));

    /// <summary>Six digits that are no code of about now.</summary>
    public string WrongCode(DateTimeOffset at)
    {
        var right = Enumerable.Range(-2, 5).Select(steps => Code(at, steps)).ToHashSet();
        return Enumerable.Range(0, 10).Select(n => $"{n:D6}").First(code => !right.Contains(code));
    }
}
