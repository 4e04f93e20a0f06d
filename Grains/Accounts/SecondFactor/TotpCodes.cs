using OtpNet;

namespace OrleansBackends.Grains.Accounts;

/// <summary>RFC 6238 with SHA-1, six digits and steps of 30 seconds.</summary>
internal static class TotpCodes
{
    public const int SecretLength = 20;

    private const int Digits = 6;

    // One step of drift each way.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The step that a code belongs to; null where it is none of now, or of a step that was used or lies before one.</summary>
    public static long? StepOf(string code, byte[] secret, long lastStep, DateTimeOffset now) =>
        code.Length == Digits
        && new Totp(secret, totpSize: Digits).VerifyTotp(now.UtcDateTime, code, out var step, Window)
        && step > lastStep
            ? step
            : null;

    public static string ToText(byte[] secret) => Base32Encoding.ToString(secret);
}
