namespace OrleansBackends.WebFrontend.Common;

public static class SecretAnswers
{
    /// <summary>The answer carries a secret: nothing on the way may keep it.</summary>
    public static TBuilder NoStore<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
}
