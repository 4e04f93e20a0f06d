using System.ComponentModel.DataAnnotations;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Exactly one of the two codes.</summary>
public sealed record FinishLoginRequest
{
    [MaxLength(100)]
    public required string Challenge { get; init; }

    [RegularExpression("[0-9]{6}")]
    public string? Totp { get; init; }

    [MaxLength(40)]
    public string? RecoveryCode { get; init; }
}

public sealed record ConfirmTotpRequest
{
    [RegularExpression("[0-9]{6}")]
    public required string Code { get; init; }
}
