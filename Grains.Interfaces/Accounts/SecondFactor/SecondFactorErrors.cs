namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class SecondFactorErrors
{
    public static Error SecondFactorInvalid { get; } = new(ErrorKind.Unauthorized, "second-factor-invalid", "This code is wrong or was used already.");

    public static Error ChallengeExpired { get; } = new(ErrorKind.Gone, "challenge-expired", "Sign in with your password again.");

    /// <summary>Never leaves the frontend: sign-in asks for the second factor instead.</summary>
    public static Error SecondFactorAsked { get; } = new(ErrorKind.Forbidden, "second-factor-asked", "This account has a second factor.");

    public static Error TotpAlreadyOn { get; } = new(ErrorKind.Conflict, "totp-already-on", "Codes are on already.");

    public static Error TotpSetupExpired { get; } = new(ErrorKind.Gone, "totp-setup-expired", "Nothing waits to be confirmed any more. Begin again.");

    public static Error CodeInvalid { get; } =
        new(ErrorKind.Unprocessable, "code-invalid", "This is not the code of now. Is your device's clock right?") { Member = "code" };

    public static Error SecondFactorOff { get; } = new(ErrorKind.Conflict, "second-factor-off", "There is no second factor.");

    public static Error SecondFactorRequiredByRole { get; } =
        new(ErrorKind.Forbidden, "second-factor-required-by-role", "One of your roles requires a second factor.");
}
