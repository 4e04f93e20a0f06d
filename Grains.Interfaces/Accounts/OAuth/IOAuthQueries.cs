namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Lists over clients and what users allowed them; a stateless worker over the views.</summary>
[GrainInterfaceType("oauth-queries"), Alias("accounts.i-oauth-queries")]
public interface IOAuthQueries : IGrainWithStringKey
{
    public const string Key = "accounts:oauth-queries";

    /// <summary>All clients, newest first. Refuses <c>invalid-cursor</c>.</summary>
    [Alias("Clients")]
    Task<Result<Page<OAuthClientView>>> Clients(PageRequest page);

    /// <summary>What a user allows now, newest first. Refuses <c>invalid-cursor</c>.</summary>
    [Alias("Authorizations")]
    Task<Result<Page<OAuthAuthorizationView>>> Authorizations(UserId user, PageRequest page);

    /// <summary>All scopes that a user has allowed a client and not taken back.</summary>
    [Alias("Allowed")]
    Task<IReadOnlyList<string>> Allowed(UserId user, string clientId);
}
