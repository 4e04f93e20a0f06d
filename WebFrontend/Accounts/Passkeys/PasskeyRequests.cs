using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

public sealed record AddPasskeyRequest
{
    [MaxLength(PasskeyLimits.MaxState)]
    public required string State { get; init; }

    /// <summary>`RegistrationResponseJSON` of the browser.</summary>
    public required JsonElement Credential { get; init; }

    [Length(1, 60)]
    public required string Name { get; init; }
}

public sealed record RenamePasskeyRequest
{
    [Length(1, 60)]
    public required string Name { get; init; }
}

public sealed record AskPasskeyRequest
{
    /// <summary>Of a sign-in that asks for a second factor; absent to sign in by a passkey alone or to confirm a session.</summary>
    [MaxLength(100)]
    public string? Challenge { get; init; }
}

public sealed record PasskeyLoginRequest
{
    [MaxLength(PasskeyLimits.MaxState)]
    public required string State { get; init; }

    /// <summary>`AuthenticationResponseJSON` of the browser.</summary>
    public required JsonElement Credential { get; init; }

    /// <summary>How the session is carried.</summary>
    public SessionKind Session { get; init; }

    /// <summary>False ends the session after 12 hours.</summary>
    public bool Remember { get; init; } = true;
}

internal static class PasskeyLimits
{
    public const int MaxState = 2_048;
}
