using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>How the provider's library sees our clients: it reads them, a grain call each, and never writes.</summary>
internal sealed partial class OAuthClientStore(IGrainFactory grains) : IOpenIddictApplicationStore<OAuthClientView>
{
    /// <summary>Null also where it is switched off: then nothing begins for it.</summary>
    public async ValueTask<OAuthClientView?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken)
    {
        if (identifier.Length > OAuthKeys.MaxClientId)
        {
            return null;
        }

        var client = await grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(identifier)).Get();
        return client.IsOk && client.Value.Enabled ? client.Value : null;
    }

    public ValueTask<OAuthClientView?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => FindByClientIdAsync(identifier, cancellationToken);

    /// <summary>The port of a loopback address may differ, which the library allows to applications of this type.</summary>
    public ValueTask<string?> GetApplicationTypeAsync(OAuthClientView application, CancellationToken cancellationToken) => new(ApplicationTypes.Native);

    public ValueTask<string?> GetClientIdAsync(OAuthClientView application, CancellationToken cancellationToken) => new(application.ClientId);

    public ValueTask<string?> GetIdAsync(OAuthClientView application, CancellationToken cancellationToken) => new(application.ClientId);

    public ValueTask<string?> GetClientTypeAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new(application.Type == OAuthClientType.Public ? ClientTypes.Public : ClientTypes.Confidential);

    public ValueTask<string?> GetConsentTypeAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new(application.Consent == OAuthConsent.None ? ConsentTypes.Implicit : ConsentTypes.Explicit);

    public ValueTask<string?> GetDisplayNameAsync(OAuthClientView application, CancellationToken cancellationToken) => new(application.Name);

    public ValueTask<ImmutableArray<string>> GetPermissionsAsync(OAuthClientView application, CancellationToken cancellationToken) => new(
    [
        Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
        Permissions.Endpoints.Introspection, Permissions.ResponseTypes.Code,
        .. application.Grants.Select(grant => Permissions.Prefixes.GrantType + grant),
    ]);

    public ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new([.. application.RedirectUris]);

    public ValueTask<ImmutableArray<string>> GetPostLogoutRedirectUrisAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new([.. application.PostLogoutRedirectUris]);

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<CultureInfo, string>.Empty);

    public ValueTask<JsonWebKeySet?> GetJsonWebKeySetAsync(OAuthClientView application, CancellationToken cancellationToken) => new((JsonWebKeySet?)null);

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, JsonElement>.Empty);

    public ValueTask<ImmutableArray<string>> GetRequirementsAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new([Requirements.Features.ProofKeyForCodeExchange]);

    public ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(OAuthClientView application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, string>.Empty);

    /// <summary>Secrets are compared in the client's grain.</summary>
    public ValueTask<string?> GetClientSecretAsync(OAuthClientView application, CancellationToken cancellationToken) => new((string?)null);

    /// <summary>An address says nothing about whose it is: callers name their client.</summary>
    public IAsyncEnumerable<OAuthClientView> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) => AsyncEnumerable.Empty<OAuthClientView>();

    public IAsyncEnumerable<OAuthClientView> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<OAuthClientView>();
}
