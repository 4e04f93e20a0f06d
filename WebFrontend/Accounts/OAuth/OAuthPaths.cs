namespace OrleansBackends.WebFrontend.Accounts;

internal static class OAuthPaths
{
    public const string Configuration = "/.well-known/openid-configuration";
    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspect = "/connect/introspect";
    public const string Revoke = "/connect/revoke";
    public const string Logout = "/connect/logout";
}
