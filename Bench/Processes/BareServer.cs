using Microsoft.Extensions.Logging;

namespace OrleansBackends.Bench.Processes;

/// <summary>Kestrel with endpoints that answer a constant: what a redirect, or a small answer in JSON, costs before anything is done for it.</summary>
internal static class BareServer
{
    /// <summary>Where it takes an answer with its ETag by PUT, and gives it.</summary>
    public const string Kept = "/bare/kept";

    public static async Task<ServerProcess> Start()
    {
        var port = FreePort.Next();
        var bare = ServerProcess.Start("OrleansBackends.Bench", port, [new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}")], "serve", "bare");
        await bare.Ready();
        return bare;
    }

    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapGet("/bare/roles", () => Results.Json(new { items = new[] { new { name = "admin", summary = "Runs the platform: people, roles, reports." } } }));
        app.MapGet("/{code}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "https://example.org/some/long/path?with=a&query=too";
            return Task.CompletedTask;
        });
        app.MapPost("/check", async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("""{"allowed":true,"results":[{"policy":"calls","allowed":true,"limit":1000000000,"remaining":999999999}]}""");
        });
        var (body, tag) = (Array.Empty<byte>(), "");
        app.MapPut(Kept, async context =>
        {
            using var sent = new MemoryStream();
            await context.Request.Body.CopyToAsync(sent);
            (body, tag) = (sent.ToArray(), context.Request.Headers.ETag.ToString());
        });
        app.MapGet(Kept, async context =>
        {
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await app.RunAsync();
    }
}
