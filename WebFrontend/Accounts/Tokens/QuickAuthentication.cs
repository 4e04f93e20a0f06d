using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Most requests bring an access token of a session that this process found good before: their caller is known without a handler being made for them.
/// All else, and every refusal, goes the framework's way.
/// </summary>
internal sealed class QuickAuthentication(AccessTokenReader reader, RevocationSet revocations, Type framework) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        scheme is null or AccountsWeb.Scheme && FindKnown(context.Request) is { } caller
            ? Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(caller, BearerHandler.Name)))
            : Framework(context).AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        Framework(context).SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).SignOutAsync(context, scheme, properties);

    private ClaimsPrincipal? FindKnown(HttpRequest request) =>
        !request.Headers.ContainsKey(CurrentKey.Header)
        && BearerHandler.Presented(request) is { } text
        && reader.Find(text) is { ClientId: null } token
        && revocations.Refuse(token) is null
            ? token.Principal
            : null;

    private IAuthenticationService Framework(HttpContext context) => (IAuthenticationService)context.RequestServices.GetRequiredService(framework);
}

internal static class QuickAuthenticationServices
{
    /// <summary>Stands before the service that <c>AddAuthentication</c> registered.</summary>
    public static IServiceCollection AddQuickAuthentication(this IServiceCollection services)
    {
        var framework = services.Single(service => service.ServiceType == typeof(IAuthenticationService)).ImplementationType!;
        services.AddScoped(framework);
        return services.AddSingleton<IAuthenticationService>(provider => ActivatorUtilities.CreateInstance<QuickAuthentication>(provider, framework));
    }
}
