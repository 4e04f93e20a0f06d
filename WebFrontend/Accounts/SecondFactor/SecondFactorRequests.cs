using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Exactly one of code, recovery code and passkey.</summary>
public sealed record FinishLoginRequest
{
    [MaxLength(100)]
    public required string Challenge { get; init; }

    [RegularExpression("[0-9]{6}")]
    public string? Totp { get; init; }

    [MaxLength(40)]
    public string? RecoveryCode { get; init; }

    /// <summary>`AuthenticationResponseJSON` of the browser, with the state that it was asked for with.</summary>
    public JsonElement? Passkey { get; init; }

    [MaxLength(PasskeyLimits.MaxState)]
    public string? State { get; init; }
}

public sealed record ConfirmTotpRequest
{
    [RegularExpression("[0-9]{6}")]
    public required string Code { get; init; }
}
