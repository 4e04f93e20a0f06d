using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>On a route that asks for a recent proof of who is calling.</summary>
internal sealed record FreshMark;

internal static class SessionMarks
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    /// <summary>For people in a session; an API key gets 403.</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            CurrentUser.From(context.HttpContext.User) is { SessionId: null } ? AccountErrors.SessionRequired.ToProblem() : await next(context))
            .Refuses(AccountErrors.SessionRequired);

    /// <summary>For people and their own keys; an application that they allowed reads what it may at <c>/connect/userinfo</c>.</summary>
    public static TBuilder RefuseClients<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            context.HttpContext.User.HasClaim(claim => claim.Type == TokenClaims.ClientId) ? AccountErrors.SessionRequired.ToProblem() : await next(context))
            .Refuses(AccountErrors.SessionRequired);

    /// <summary>For people who proved who they are within the last 15 minutes.</summary>
    public static TBuilder RequireFresh<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            IsFresh(context.HttpContext) ? await next(context) : AccountErrors.ReauthenticationRequired.ToProblem())
            .WithMetadata(new FreshMark()).Refuses(AccountErrors.ReauthenticationRequired);

    /// <summary>Whether the caller proved who it is within the last 15 minutes.</summary>
    public static bool IsFresh(HttpContext context) =>
        CurrentUser.From(context.User)?.AuthenticatedAt + FreshFor >= context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The session of a caller who passed <see cref="RequireSession"/>.</summary>
    public static Guid Session(this CurrentUser user) => Guid.ParseExact(user.SessionId!, "D");
}
