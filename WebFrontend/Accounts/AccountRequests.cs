using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

public sealed record RegisterRequest
{
    [MaxLength(AddressKey.MaxLength)]
    public required string Email { get; init; }

    [RegularExpression(Usernames.Pattern)]
    public required string Username { get; init; }

    /// <summary>Longer than the policy allows is told as weak, up to where it is no password any more.</summary>
    [MaxLength(4_096)]
    public required string Password { get; init; }

    [MaxLength(80)]
    public string? DisplayName { get; init; }

    [MaxLength(35)]
    public string? Locale { get; init; }

    [MaxLength(64)]
    public string? TimeZone { get; init; }
}

public sealed record SetupRequest
{
    [MaxLength(100)]
    public required string Token { get; init; }

    [MaxLength(AddressKey.MaxLength)]
    public required string Email { get; init; }

    [RegularExpression(Usernames.Pattern)]
    public required string Username { get; init; }

    [MaxLength(4_096)]
    public required string Password { get; init; }

    /// <summary>How the session is carried.</summary>
    public SessionKind Session { get; init; }
}

public sealed record LoginRequest
{
    [MaxLength(AddressKey.MaxLength)]
    public required string Email { get; init; }

    [MaxLength(4_096), KeptPasswordText]
    public required string Password { get; init; }

    /// <summary>How the session is carried.</summary>
    public SessionKind Session { get; init; }

    /// <summary>False ends the session after 12 hours.</summary>
    public bool Remember { get; init; } = true;
}

public sealed record DeletionRequest
{
    [MaxLength(4_096), KeptPasswordText]
    public string? Password { get; init; }

    [MaxLength(500)]
    public string? Reason { get; init; }
}

public sealed record RefreshRequest
{
    [MaxLength(200)]
    public required string RefreshToken { get; init; }
}

public sealed record LogoutRequest
{
    [MaxLength(200)]
    public string? RefreshToken { get; init; }
}

/// <summary>Exactly one of password, code and passkey.</summary>
public sealed record ReauthenticateRequest
{
    [MaxLength(4_096), KeptPasswordText]
    public string? Password { get; init; }

    [RegularExpression("[0-9]{6}")]
    public string? Totp { get; init; }

    /// <summary>`AuthenticationResponseJSON` of the browser, with the state that it was asked for with.</summary>
    public JsonElement? Passkey { get; init; }

    [MaxLength(PasskeyLimits.MaxState)]
    public string? State { get; init; }
}

public sealed record ChangePasswordRequest
{
    [MaxLength(4_096), KeptPasswordText]
    public required string CurrentPassword { get; init; }

    [MaxLength(4_096)]
    public required string NewPassword { get; init; }
}

/// <summary>Members that are absent stay; null clears.</summary>
public sealed record EditProfileRequest
{
    public Optional<string> Username { get; init; }

    public Optional<string> DisplayName { get; init; }

    public Optional<string> Bio { get; init; }

    public Optional<string> ImageUrl { get; init; }

    public Optional<string> Locale { get; init; }

    public Optional<string> TimeZone { get; init; }
}

public sealed record MakeApiKeyRequest
{
    [Length(1, 80)]
    public required string Name { get; init; }

    [Length(1, 40)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>At most two years ahead.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record SetRolesRequest
{
    [MaxLength(40)]
    public required IReadOnlyList<string> Roles { get; init; }
}

public sealed record DisableRequest
{
    [MaxLength(500)]
    public string? Reason { get; init; }
}
