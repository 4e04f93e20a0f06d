using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A confidential client's secret, compared in its grain, which knows the newest and for a day the one before.</summary>
internal sealed class CheckClientSecret(IGrainFactory grains) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var isTold = context.EndpointType is OpenIddictServerEndpointType.Token or OpenIddictServerEndpointType.Introspection
            or OpenIddictServerEndpointType.Revocation;
        if (!isTold || context is not { ClientId: { } id, ClientSecret: { } secret } || id.Length > OAuthKeys.MaxClientId)
        {
            return;
        }

        var known = await grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(id)).CheckSecret(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        if (!known.IsOk)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, known.Error.Message);
        }
    }
}

/// <summary>A client asks for no more than it was registered for, whatever scopes there are.</summary>
internal sealed class CheckScopes(OAuthClientStore clients)
    : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    private const string Refusal = "The client may not ask for one of these scopes.";

    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (!await MayAsync(context.ClientId, context.Request.GetScopes()))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, Refusal);
        }
    }

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var scopes = context.Request.GetScopes();
        var isForUser = context.Request.IsClientCredentialsGrantType() && scopes.Any(OAuthScopes.Identity.Contains);
        if (isForUser || !await MayAsync(context.ClientId, scopes))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, Refusal);
        }
    }

    private async Task<bool> MayAsync(string? clientId, IReadOnlyCollection<string> scopes) =>
        scopes.Count == 0 || (await clients.FindByClientIdAsync(clientId ?? "", default) is { } client && scopes.All(client.Scopes.Contains));
}

/// <summary>A client that acts for itself.</summary>
internal sealed class ActForClient : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
        {
            context.SignIn(OAuthPrincipal.Of(context.Request.ClientId!, context.Request.GetScopes(), context.Request.ClientId!));
        }

        return default;
    }
}
