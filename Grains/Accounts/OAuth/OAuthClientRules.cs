using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class OAuthClientRules
{
    public const int MaxUris = 10;
    public const int MaxUriLength = 500;
    public const int MaxScopes = 40;
    public const int MaxName = 80;
    public const int MaxRecent = 8;

    public static readonly TimeSpan OldSecretGood = TimeSpan.FromHours(24);

    private static readonly string[] Algorithms = ["RS256", "ES256"];

    public static Error? Refuse(OAuthClientSettings wish) => wish switch
    {
        { Name.Length: 0 or > MaxName } => OAuthErrors.InvalidClientSettings("A client has a name of at most 80 characters.", "name"),
        _ when RefuseUris(wish.RedirectUris, wish.Type) is { } sentence => OAuthErrors.InvalidClientSettings(sentence, "redirectUris"),
        _ when RefuseUris(wish.PostLogoutRedirectUris, wish.Type) is { } sentence => OAuthErrors.InvalidClientSettings(sentence, "postLogoutRedirectUris"),
        _ when wish.Grants.Count == 0 || !wish.Grants.All(OAuthGrants.All.Contains) =>
            OAuthErrors.InvalidClientSettings($"Grants are some of {string.Join(", ", OAuthGrants.All)}.", "grants"),
        _ when wish.Grants.Contains(OAuthGrants.Code) && wish.RedirectUris.Count == 0 =>
            OAuthErrors.InvalidClientSettings("The code grant needs an address to come back to.", "redirectUris"),
        _ when wish.Grants.Contains(OAuthGrants.Refresh) && !wish.Grants.Contains(OAuthGrants.Code) =>
            OAuthErrors.InvalidClientSettings("Refresh tokens come from the code grant.", "grants"),
        { Type: OAuthClientType.Public } when wish.Grants.Contains(OAuthGrants.Client) =>
            OAuthErrors.InvalidClientSettings("Only a confidential client acts for itself.", "grants"),
        { Scopes.Count: > MaxScopes } => OAuthErrors.InvalidClientSettings($"A client has at most {MaxScopes} scopes.", "scopes"),
        _ when !Algorithms.Contains(wish.IdTokenAlg) => OAuthErrors.InvalidClientSettings("Id tokens are signed with RS256 or ES256.", "idTokenAlg"),
        _ => null,
    };

    public static OAuthClientState With(this OAuthClientState state, OAuthClientSettings wish) => state with
    {
        Settings = wish with
        {
            Type = state.Revision == 0 ? wish.Type : state.Settings.Type,
            RedirectUris = [.. wish.RedirectUris.Distinct()],
            PostLogoutRedirectUris = [.. wish.PostLogoutRedirectUris.Distinct()],
            Grants = [.. wish.Grants.Distinct()],
            Scopes = [.. wish.Scopes.Distinct()],
        },
        Revision = state.Revision + 1,
    };

    public static OAuthClientState With(this OAuthClientState state, byte[] newSecret, DateTimeOffset now) => state with
    {
        Secrets =
        [
            .. state.Secrets.TakeLast(1).Select(s => s with { Until = now + OldSecretGood }),
            new ClientSecret(SessionRules.HashOf(newSecret), null),
        ],
    };

    public static bool Accepts(this OAuthClientState state, byte[] hash, DateTimeOffset now)
    {
        var text = Convert.ToHexStringLower(hash);
        return state.Secrets.Exists(s => s.Hash == text && (s.Until is null || s.Until > now));
    }

    public static OAuthClientState Noting(this OAuthClientState state, string kind, string clientId, ActedBy by, DateTimeOffset now) => state with
    {
        AuditCount = state.AuditCount + 1,
        Audit = state.Audit.Add(new AuditEntry(state.AuditCount + 1, now, kind, by.Actor)
        {
            Device = by.Origin.Device,
            IpPrefix = by.Origin.IpPrefix,
            Detail = clientId,
        }),
    };

    public static OAuthClientView Show(this OAuthClientState state, string clientId) => new()
    {
        ClientId = clientId,
        Name = state.Settings.Name,
        Type = state.Settings.Type,
        RedirectUris = state.Settings.RedirectUris,
        PostLogoutRedirectUris = state.Settings.PostLogoutRedirectUris,
        Grants = state.Settings.Grants,
        Scopes = state.Settings.Scopes,
        IdTokenAlg = state.Settings.IdTokenAlg,
        Consent = state.Settings.Consent,
        Enabled = state.Settings.Enabled,
        CreatedAt = state.CreatedAt,
        Version = state.Revision,
    };

    private static string? RefuseUris(IReadOnlyList<string> uris, OAuthClientType type) =>
        uris.Count > MaxUris ? $"At most {MaxUris} addresses."
        : uris.All(text => IsGood(text, type)) ? null
        : "Addresses are https, or http on a loopback address, or of a public client's own scheme such as com.example.app:/back; none has a fragment.";

    private static bool IsGood(string text, OAuthClientType type) =>
        text.Length <= MaxUriLength && !text.Contains('#', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps
            || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
            || (type == OAuthClientType.Public && uri.Scheme.Contains('.', StringComparison.Ordinal)));
}
