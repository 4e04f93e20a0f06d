using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Server.AspNetCore;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// The provider answers from routes of ours, after their limits, and not from the authentication middleware, which would be before them.
/// </summary>
internal sealed class RoutedSchemes(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    private Task<IEnumerable<AuthenticationScheme>>? handlers;

    /// <summary>Asked at every request; no scheme is added once the process runs.</summary>
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => handlers ??= FindAsync();

    private async Task<IEnumerable<AuthenticationScheme>> FindAsync() =>
        [.. (await base.GetRequestHandlerSchemesAsync()).Where(scheme => scheme.Name != OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)];
}
