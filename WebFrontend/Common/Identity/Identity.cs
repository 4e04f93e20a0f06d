using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace OrleansBackends.WebFrontend.Common;

public static class Identity
{
    /// <summary>Every route is for signed-in callers unless it says <c>.AllowAnonymous()</c>. The scheme itself comes from Accounts.</summary>
    internal static IServiceCollection AddIdentityRules(this IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddAuthorizationBuilder().SetFallbackPolicy(SignedIn().Build()).SetDefaultPolicy(SignedIn().Build());
        return services;
    }

    /// <summary>For callers who hold one of the roles; others get 403.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(SignedIn().RequireClaim("roles", roles).Build()).Refuses(Errors.Forbidden);

    /// <summary>What an API key or a client's token must have been given; sessions are not bound to scopes.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(SignedIn()
            .RequireAssertion(context => CurrentUser.From(context.User) is { } user && (user.Scopes?.Contains(scope) ?? true)).Build())
            .Refuses(Errors.Forbidden);

    /// <summary>For signed-in and anonymous callers alike; one whose token or key is no longer good is told so, not taken for anonymous.</summary>
    public static RouteHandlerBuilder AllowAnonymousToo(this RouteHandlerBuilder builder) =>
        builder.AllowAnonymous().AddEndpointFilter(static async (context, next) =>
            (await context.HttpContext.AuthenticateAsync()).Failure is null ? await next(context) : TypedResults.Challenge())
            .Refuses(Errors.Unauthenticated);

    /// <summary>For signed-in callers and for programs with a key of the slice's applications (<see cref="CurrentKey"/>).</summary>
    public static TBuilder AllowKeys<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

    private static AuthorizationPolicyBuilder SignedIn() => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("sub");
}
