using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary><c>Authorization: Bearer</c> with an access token of a session or of a client; at the hubs also <c>?access_token=</c>, since a browser's WebSocket has no headers.</summary>
internal sealed class BearerHandler(
    AccessTokenReader reader, RevocationSet revocations, OAuthReach reach, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger,
    UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "Bearer";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } presented)
        {
            return AuthenticateResult.NoResult();
        }

        if (!revocations.IsFresh)
        {
            return Refuse(Errors.Unavailable);
        }

        var token = await reader.ReadAsync(presented);
        return token is null or { IsClientOnly: true } ? Refuse(Errors.Unauthenticated)
            : revocations.Refuse(token) is { } refusal ? Refuse(refusal)
            : AuthenticateResult.Success(new AuthenticationTicket(token.ClientId is null ? token.Principal : await reach.ShowAsync(token), Name));
    }

    /// <summary>The token as it was sent; null where there is none.</summary>
    internal static string? Presented(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim()
        : IsHub(request) ? request.Query["access_token"].FirstOrDefault()
        : null;

    internal static bool IsPresented(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        || (IsHub(request) && request.Query.ContainsKey("access_token"));

    private static bool IsHub(HttpRequest request) => request.Path.StartsWithSegments("/hubs");
}
