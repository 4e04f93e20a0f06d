using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed record ProbeRequest(string Name, int Size, Optional<string?> Note);

public sealed record ProbeView(string Name, int Version) : IVersioned;

public record struct ProbePoint(int X, int Y);

internal static class Probes
{
    public static readonly Error Taken = new(ErrorKind.Conflict, "probe-taken", "Somebody has it.");

    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("/api/probes").AllowAnonymous().Limit("public-read").WithTags("Probes");
        probes.MapPost("/", (ProbeRequest body) => new Result<ProbeView> { Value = new ProbeView(body.Name, 3) }.ToCreated(v => $"/api/probes/{v.Name}"))
            .WithSummary("Make a probe").Refuses(Taken);
        probes.MapPost("/points", (ProbePoint point) => TypedResults.Ok(point.X + point.Y)).WithSummary("Add");
        probes.MapPost("/invalid", () => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["Items[0].TheName"] = ["too long"] }))
            .WithSummary("What a failed attribute answers");
        probes.MapGet("/numbers/{n:int}", (int n) => TypedResults.Ok(n)).WithSummary("A number");
        probes.MapGet("/kinds/{kind}", (ErrorKind kind) => new Error(kind, "probe", "A probe.").ToProblem()).WithSummary("A refusal");
        probes.MapGet("/days", (DateOnly? day) => TypedResults.Ok(day)).WithSummary("A day");
        probes.MapGet("/page", (PageQuery page) => TypedResults.Ok(page)).WithSummary("A page");
        probes.MapPut("/edited", (IfMatch match) => TypedResults.Ok(match)).RequireIfMatch().WithSummary("An edit");
        probes.MapPut("/maybe-edited", (IfMatch match) => TypedResults.Ok(match)).WithSummary("An edit");
        probes.MapPost("/once", (ProbeRequest body, Idempotency once) => TypedResults.Ok(new { body.Name, once.Operation })).RequireIdempotencyKey().WithSummary("Once");
        probes.MapGet("/address", (ClientAddress client) => TypedResults.Ok(client.Key)).WithSummary("Your address");
        probes.MapGet("/faults/{name}", Fault).WithSummary("A fault");
        probes.MapGet("/redirect", () => TypedResults.Redirect("/elsewhere")).WithSummary("Elsewhere");
        var scarce = routes.MapGroup("/api/probes").AllowAnonymous().Limit("links-anonymous").WithTags("Probes");
        scarce.MapGet("/limited", () => TypedResults.Ok()).WithSummary("Ten a day");
        scarce.MapGet("/bulk", async (LimitFeature limit) => (await limit.ChargeAsync(9)).ToNoContent()).WithSummary("Ten at once");
        routes.MapGet("/api/probes/private", (CurrentUser user) => TypedResults.Ok(user.Id)).Limit("read").WithTags("Probes").WithSummary("Yours");
        routes.MapGet("/api/probes/admin", () => TypedResults.Ok()).Limit("read").RequireRole("admin").WithTags("Probes").WithSummary("An admin's");
    }

    private static IResult Fault(string name) => throw (name switch
    {
        "timeout" => new TimeoutException("secret detail"),
        "rejected" => new SiloUnavailableException("secret detail"),
        "storage" => new OrleansException("secret detail", new NpgsqlException("secret detail")),
        _ => new InvalidOperationException("secret detail"),
    });
}
