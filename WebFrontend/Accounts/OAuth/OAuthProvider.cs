using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// The OAuth 2.0 and OpenID Connect provider. The library reads, checks and shapes messages; tokens are ours, and what must happen once is decided by
/// a grain.
/// </summary>
internal static class OAuthProvider
{
    public static IServiceCollection AddOAuthProvider(this IServiceCollection services)
    {
        services.AddSingleton<OAuthTokens>().AddSingleton<OAuthClientStore>().AddSingleton<OAuthReach>();
        services.AddSingleton<IAuthenticationSchemeProvider, RoutedSchemes>();
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning)); // Else every message goes there.
        services.AddOpenIddict()
            .AddCore(core => core.DisableEntityCaching().SetDefaultApplicationEntity<OAuthClientView>()
                .ReplaceApplicationStore<OAuthClientView, OAuthClientStore>(ServiceLifetime.Singleton))
            .AddServer(server => server.UseOurEndpoints().UseOurFlows().UseOurTokens().UseOurHandlers());
        services.AddOptions<OpenIddictServerOptions>().Configure<OAuthTokens, AccessCatalogue>((options, tokens, catalogue) =>
        {
            options.Issuer = new Uri(tokens.Issuer);
            options.Scopes.UnionWith([.. OAuthScopes.Identity, .. catalogue.Scopes.Select(scope => scope.Name)]);
        });
        return services;
    }

    private static OpenIddictServerBuilder UseOurEndpoints(this OpenIddictServerBuilder server)
    {
        server.SetConfigurationEndpointUris(Relative(OAuthPaths.Configuration)).SetAuthorizationEndpointUris(Relative(OAuthPaths.Authorize))
            .SetTokenEndpointUris(Relative(OAuthPaths.Token)).SetUserInfoEndpointUris(Relative(OAuthPaths.UserInfo))
            .SetIntrospectionEndpointUris(Relative(OAuthPaths.Introspect)).SetRevocationEndpointUris(Relative(OAuthPaths.Revoke))
            .SetEndSessionEndpointUris(Relative(OAuthPaths.Logout));
        // Keys are published by a route of our own. A proxy in front of us speaks HTTPS, or nobody does, as on one's own machine.
        server.Configure(options => options.JsonWebKeySetEndpointUris.Clear());
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough().EnableErrorPassthrough()
            .DisableTransportSecurityRequirement();
        return server;

        // With a slash in front it would be a file's address on some systems.
        static Uri Relative(string path) => new(path[1..], UriKind.Relative);
    }

    private static OpenIddictServerBuilder UseOurFlows(this OpenIddictServerBuilder server)
    {
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        return server.Configure(options =>
        {
            options.CodeChallengeMethods.Clear();
            options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
            options.ResponseModes.Clear();
            options.ResponseModes.Add(ResponseModes.Query);
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.UnionWith(
                [ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.None]);
        });
    }

    private static OpenIddictServerBuilder UseOurTokens(this OpenIddictServerBuilder server)
    {
        // The library wants keys of its own; nothing is signed or sealed with these.
        server.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
        server.SetAccessTokenLifetime(AccessTokens.Life).DisableAccessTokenEncryption();
        return server.DisableTokenStorage().DisableAuthorizationStorage().DisableScopeValidation().IgnoreScopePermissions();
    }

    private static OpenIddictServerBuilder UseOurHandlers(this OpenIddictServerBuilder server)
    {
        foreach (var handler in Protection.DefaultHandlers)
        {
            server.RemoveEventHandler(handler);
        }

        server.RemoveEventHandler(ValidateClientSecret.Descriptor).RemoveEventHandler(Revocation.RevokeToken.Descriptor)
            .RemoveEventHandler(Exchange.ValidateRedirectUri.Descriptor).RemoveEventHandler(Exchange.ValidateCodeVerifier.Descriptor)
            // Would refuse before the code is burnt; the code's grain asks for the verifier.
            .RemoveEventHandler(Exchange.ValidateProofKeyForCodeExchangeParameters.Descriptor)
            .RemoveEventHandler(Exchange.ValidateProofKeyForCodeExchangeRequirement.Descriptor)
            .RemoveEventHandler(UserInfo.AttachClaims.Descriptor);
        return server.AddEventHandler<ValidateTokenContext>(on => on.UseSingletonHandler<ReadTokens>())
            .AddEventHandler<GenerateTokenContext>(on => on.UseSingletonHandler<WriteTokens>())
            .AddEventHandler<ProcessAuthenticationContext>(on => on.UseSingletonHandler<CheckClientSecret>().SetOrder(ValidateClientSecret.Descriptor.Order))
            .AddEventHandler<ValidateAuthorizationRequestContext>(on => on.UseSingletonHandler<CheckScopes>())
            .AddEventHandler<ValidateTokenRequestContext>(on => on.UseSingletonHandler<CheckScopes>())
            .AddEventHandler<HandleTokenRequestContext>(on => on.UseSingletonHandler<ActForClient>())
            .AddEventHandler<ExtractUserInfoRequestContext>(on => on.UseSingletonHandler<RefuseTokenInAddress>())
            .AddEventHandler<HandleUserInfoRequestContext>(on => on.UseSingletonHandler<TellUser>())
            .AddEventHandler<HandleIntrospectionRequestContext>(on => on.UseSingletonHandler<TellStanding>())
            .AddEventHandler<ApplyIntrospectionResponseContext>(on => on.UseSingletonHandler<TellStanding>().SetOrder(int.MinValue))
            .AddEventHandler<HandleRevocationRequestContext>(on => on.UseSingletonHandler<EndAuthorization>())
            .AddEventHandler<ExtractEndSessionRequestContext>(on => on.UseSingletonHandler<NameClientByHint>().SetOrder(int.MaxValue))
            .AddEventHandler<HandleConfigurationRequestContext>(on => on.UseSingletonHandler<DescribeProvider>().SetOrder(int.MaxValue))
            .AddEventHandler<ApplyConfigurationResponseContext>(on => on.UseSingletonHandler<DescribeProvider>().SetOrder(int.MinValue))
            .AddEventHandler<ApplyAuthorizationResponseContext>(on => on.UseScopedHandler<RefuseAtClient>()
                .SetOrder(Authentication.AttachRedirectUri.Descriptor.Order + 1))
            .AddEventHandler<ApplyAuthorizationResponseContext>(on => on.UseSingletonHandler<DescribeProvider>().SetOrder(Authentication.AttachIssuer.Descriptor.Order + 1));
    }
}
