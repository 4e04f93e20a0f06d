using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.RateLimits;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

internal static class PolicyEndpoints
{
    private const long MaxSimulation = 1024 * 1024;

    public static void MapPolicies(this RouteGroupBuilder apps)
    {
        apps.MapGet("/{app}/policies", List).Limit("read").WithSummary("List the policies of an application").Refuses(RateLimitErrors.AppNotFound);
        apps.MapGet("/{app}/policies/{name}", Get).Limit("read")
            .WithSummary("Show a policy").Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.PolicyNotFound);
        apps.MapPut("/{app}/policies/{name}", Put).Limit("write")
            .WithSummary("Create or change a policy")
            .WithDescription("`If-None-Match: *` creates, `If-Match` changes. What was spent stays spent under new numbers; another algorithm starts full.")
            .Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.PolicyNotFound, PolicyInvalid, RateLimitErrors.TooManyPolicies);
        apps.MapDelete("/{app}/policies/{name}", Delete).Limit("write").RequireIfMatch()
            .WithSummary("Delete a policy").Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.PolicyNotFound, RateLimitErrors.PolicyNeeded);
        apps.MapPost("/{app}/simulate", Simulate).Limit("write").MaxBody(MaxSimulation)
            .WithSummary("Run a policy against a series of hits").WithDescription("Nothing is taken and nothing is kept.")
            .Refuses(RateLimitErrors.AppNotFound, PolicyInvalid, RateLimitErrors.HitsNotOrdered, RateLimitErrors.CostNegative, Checks.CheckEndpoints.CostOverCapacity);
    }

    private static Error PolicyInvalid { get; } = LimitPolicyRules.Invalid("limit", "A policy has a member that is out of its range.");

    private static async Task<OkAnswer<Page<LimitPolicy>>> List(string app, CurrentUser user, AppDesk desk) =>
        (await desk.Ask(app, a => a.Policies(user.ToCaller()))).Map(policies => new Page<LimitPolicy>(policies, null)).ToOk();

    private static async Task<OkAnswer<LimitPolicy>> Get(string app, string name, CurrentUser user, AppDesk desk) =>
        (await desk.Ask(app, a => a.Policy(user.ToCaller(), name))).ToOk();

    private static async Task<Results<OkAnswer<LimitPolicy>, CreatedAnswer<LimitPolicy>>> Put(
        string app, string name, PolicyRequest request, PolicyCondition condition, CurrentUser user, AppDesk desk)
    {
        var put = await desk.Change(app, a => a.PutPolicy(user.ToCaller(), request.ToPolicy(name), condition.Version));
        var policy = put.Map(p => p.Policy);
        return put is { IsOk: true, Value.Created: true } ? policy.ToCreated(p => $"/api/rate-limits/apps/{app}/policies/{p.Name}") : policy.ToOk();
    }

    private static async Task<NoContentAnswer> Delete(string app, string name, CurrentUser user, IfMatch ifMatch, AppDesk desk) =>
        ifMatch.Version is { } version
            ? (await desk.Change(app, a => a.DeletePolicy(user.ToCaller(), name, version))).ToNoContent()
            : ((Result<Done>)WebErrors.IfMatchRequired).ToNoContent();

    private static async Task<OkAnswer<SimulationView>> Simulate(string app, SimulateRequest request, CurrentUser user, AppDesk desk)
    {
        var known = await desk.Ask(app, a => a.Get(user.ToCaller()));
        return (known.IsOk ? request.Run() : known.Error).ToOk();
    }
}
