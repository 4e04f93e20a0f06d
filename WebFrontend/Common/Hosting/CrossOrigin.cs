namespace OrleansBackends.WebFrontend.Common;

/// <summary><c>Cors:Origins</c>: sites whose scripts may call the API, the hubs and the token endpoint. None by default.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Exposed =
        ["ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed", "Content-Disposition"];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(configuration.GetList("Cors:Origins"))
            .AllowAnyHeader()
            .AllowAnyMethod()
            .AllowCredentials()
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

    public static void UseCrossOrigin(this WebApplication app)
    {
        if (app.Configuration.GetList("Cors:Origins").Length > 0)
        {
            app.UseWhen(
                context => context.Request.Path is var path
                    && (path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/connect/token")),
                api => api.UseCors());
        }
    }
}
