using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What the library offers to whoever manages clients through it: we do so through the grain.</summary>
internal sealed partial class OAuthClientStore
{
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<OAuthClientView>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask CreateAsync(OAuthClientView application, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask DeleteAsync(OAuthClientView application, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<OAuthClientView>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask<OAuthClientView> InstantiateAsync(CancellationToken cancellationToken) => throw Unsupported();

    public IAsyncEnumerable<OAuthClientView> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw Unsupported();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<OAuthClientView>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetApplicationTypeAsync(OAuthClientView application, string? type, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetClientIdAsync(OAuthClientView application, string? identifier, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetClientSecretAsync(OAuthClientView application, string? secret, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetClientTypeAsync(OAuthClientView application, string? type, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetConsentTypeAsync(OAuthClientView application, string? type, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetDisplayNameAsync(OAuthClientView application, string? name, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetDisplayNamesAsync(OAuthClientView application, ImmutableDictionary<CultureInfo, string> names, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetJsonWebKeySetAsync(OAuthClientView application, JsonWebKeySet? set, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetPermissionsAsync(OAuthClientView application, ImmutableArray<string> permissions, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetPostLogoutRedirectUrisAsync(OAuthClientView application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetPropertiesAsync(OAuthClientView application, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetRedirectUrisAsync(OAuthClientView application, ImmutableArray<string> uris, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetRequirementsAsync(OAuthClientView application, ImmutableArray<string> requirements, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask SetSettingsAsync(OAuthClientView application, ImmutableDictionary<string, string> settings, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask UpdateAsync(OAuthClientView application, CancellationToken cancellationToken) => throw Unsupported();

    private static NotSupportedException Unsupported() => new("Clients are changed through their grain.");
}
