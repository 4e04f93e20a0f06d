using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What an application with a scope is able to do, in words.</summary>
internal static class ScopeTexts
{
    public static string Of(AccessCatalogue catalogue, string scope) => scope switch
    {
        OAuthScopes.OpenId => "know who you are here",
        OAuthScopes.Profile => "read your name, picture, language and time zone",
        OAuthScopes.Email => "read your mail address",
        OAuthScopes.Offline => "do so also while you are away",
        _ => catalogue.Scopes.FirstOrDefault(known => known.Name == scope)?.Summary is [var first, .. var rest]
            ? char.ToLowerInvariant(first) + rest.TrimEnd('.')
            : scope,
    };
}
