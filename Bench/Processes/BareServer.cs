using Microsoft.Extensions.Logging;

namespace OrleansBackends.Bench.Processes;

/// <summary>Kestrel with one endpoint that answers a constant redirect: what a redirect costs before anything is done for it.</summary>
internal static class BareServer
{
    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapGet("/{code}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "https://example.org/some/long/path?with=a&query=too";
            return Task.CompletedTask;
        });
        await app.RunAsync();
    }
}
