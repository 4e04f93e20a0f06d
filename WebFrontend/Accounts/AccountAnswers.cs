using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The same for every address.</summary>
public sealed record RegistrationAnswer
{
    public string Status { get; } = "check-your-mail";
}

/// <summary>The same for every address, and whether or not a mail was sent.</summary>
public sealed record MailAnswer
{
    public string Status { get; } = "check-your-mail";
}

/// <summary>Without tokens where the session is carried by a cookie.</summary>
public record TokensAnswer
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenType => AccessToken is null ? null : "Bearer";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpiresIn => AccessToken is null ? null : (int)AccessTokens.Life.TotalSeconds;

    /// <summary>Absent also where the one that was used stays good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }

    public required Guid SessionId { get; init; }
}

public sealed record SignInAnswer : TokensAnswer, ILoginAnswer
{
    public string Status => "signed-in";

    public required AccountView User { get; init; }
}

/// <param name="DueAt">When the account is erased.</param>
public sealed record DeletionAnswer(DateTimeOffset? DueAt);

/// <param name="Header">In which scripts send it.</param>
/// <param name="Token">Good in the session that it was asked for in.</param>
public sealed record AntiforgeryAnswer(string Header, string Token);

public sealed record SessionsAnswer(IReadOnlyList<SessionView> Items);

public sealed record ApiKeysAnswer(IReadOnlyList<ApiKeyView> Items);

/// <summary>The key is shown only now.</summary>
public sealed record ApiKeyAnswer(string Key, string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

public sealed record AvailabilityAnswer(bool Available);

public sealed record RotationAnswer(string Kid);

public sealed record JwksAnswer(IReadOnlyList<JwkAnswer> Keys);

public sealed record JwkAnswer(string Kty, string Kid, string Alg)
{
    public string Use { get; } = "sig";

    public string? Crv { get; init; }

    public string? X { get; init; }

    public string? Y { get; init; }

    public string? N { get; init; }

    public string? E { get; init; }
}

public sealed record RolesAnswer(IReadOnlyList<RoleDeclaration> Items);
