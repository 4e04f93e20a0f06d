namespace OrleansBackends.WebFrontend.Common;

/// <summary>A role that a slice knows, <c>admin</c> or <c>&lt;slice&gt;:&lt;role&gt;</c>; what is not declared cannot be granted.</summary>
/// <param name="Name">As it stands in tokens.</param>
/// <param name="Summary">What it allows, for people.</param>
/// <param name="RequiresSecondFactor">Whether a session carries it only after a second factor was used.</param>
public sealed record RoleDeclaration(string Name, string Summary, bool RequiresSecondFactor = false);

/// <summary>A scope that an API key may be given, <c>&lt;slice&gt;:read</c> or <c>&lt;slice&gt;:write</c>.</summary>
/// <param name="Name">As it stands in tokens.</param>
/// <param name="Summary">What it allows, for people.</param>
/// <param name="Role">Who may give it away; null for everybody.</param>
public sealed record ScopeDeclaration(string Name, string Summary, string? Role = null);

public static class AccessDeclarations
{
    public static IServiceCollection AddRole(this IServiceCollection services, string name, string summary, bool requiresSecondFactor = false) =>
        services.AddSingleton(new RoleDeclaration(name, summary, requiresSecondFactor));

    public static IServiceCollection AddScope(this IServiceCollection services, string name, string summary, string? role = null) =>
        services.AddSingleton(new ScopeDeclaration(name, summary, role));

    /// <summary>
    /// An API key needs <c>&lt;slice&gt;:read</c> for GET and HEAD and <c>&lt;slice&gt;:write</c> for the rest, also where nobody has to sign in;
    /// sessions are not bound to scopes.
    /// </summary>
    public static TBuilder RequireScopesOf<TBuilder>(this TBuilder builder, string slice)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var method = context.HttpContext.Request.Method;
            var scope = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? $"{slice}:read" : $"{slice}:write";
            return CurrentUser.From(context.HttpContext.User)?.Scopes?.Contains(scope) is false ? Errors.Forbidden.ToProblem() : await next(context);
        });
}
