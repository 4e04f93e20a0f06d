using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

public sealed record VerifyEmailRequest
{
    [MaxLength(MailToken.MaxText)]
    public required string Token { get; init; }

    /// <summary>The one that was chosen at registration: whoever only reads the mail gains nothing.</summary>
    [MaxLength(4_096), KeptPasswordText]
    public required string Password { get; init; }

    /// <summary>How the session is carried.</summary>
    public SessionKind Session { get; init; }
}

/// <summary>Whom a mail shall go to.</summary>
public sealed record MailRequest
{
    [MaxLength(AddressKey.MaxLength)]
    public required string Email { get; init; }
}

public sealed record ResetPasswordRequest
{
    [MaxLength(MailToken.MaxText)]
    public required string Token { get; init; }

    [MaxLength(4_096)]
    public required string NewPassword { get; init; }
}

public sealed record ChangeEmailRequest
{
    [MaxLength(AddressKey.MaxLength)]
    public required string NewEmail { get; init; }
}

public sealed record ConfirmEmailRequest
{
    [MaxLength(MailToken.MaxText)]
    public required string Token { get; init; }
}
