using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Tests.Common;

/// <summary>
/// Callers who are who their header says, for tests of what stands behind sign-in; a request without the header goes to the application's own scheme.
/// </summary>
internal static class TestUsers
{
    public const string Header = "X-Test-User";
    private const string SchemeName = "test-users";

    public static IServiceCollection AddTestUsers(this IServiceCollection services)
    {
        var own = new OwnScheme();
        services.AddSingleton(own);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, Handler>(SchemeName, null);
        services.PostConfigure<AuthenticationOptions>(schemes =>
        {
            own.Name = schemes.DefaultScheme;
            schemes.DefaultScheme = SchemeName;
        });
        return services;
    }

    public static HttpClient As(this HttpClient client, UserId user, params string[] roles)
    {
        client.DefaultRequestHeaders.Add(Header, $"{user} {string.Join(' ', roles)}");
        return client;
    }

    private sealed class OwnScheme
    {
        public string? Name { get; set; }
    }

    private sealed class Handler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OwnScheme own)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Header] is not [{ } header])
            {
                return own.Name is null ? AuthenticateResult.NoResult() : await Context.AuthenticateAsync(own.Name);
            }

            var parts = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var claims = parts[1..].Select(role => new Claim("roles", role)).Prepend(new Claim("sub", parts[0]));
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
            own.Name is null ? base.HandleChallengeAsync(properties) : Context.ChallengeAsync(own.Name, properties);

        protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
            own.Name is null ? base.HandleForbiddenAsync(properties) : Context.ForbidAsync(own.Name, properties);
    }
}
