using OrleansBackends.Grains.Interfaces.RateLimits;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>Uses that go on for a while, under policies of concurrency.</summary>
internal static class UseEndpoints
{
    public static void MapUses(this RouteGroupBuilder programs)
    {
        programs.MapPost("/leases", Begin)
            .WithSummary("Begin a use under a policy of concurrency")
            .WithDescription("It ends when it is released, or by itself when it is not renewed in time.")
            .Refuses(RateLimitErrors.SubjectInvalid, RateLimitErrors.PolicyUnknown, RateLimitErrors.NotConcurrency, LimitErrors.CapacityReduced);
        programs.MapPost("/leases/{leaseId}/renew", Renew).WithSummary("Let a use go on").Refuses(RateLimitErrors.LeaseExpired);
        programs.MapDelete("/leases/{leaseId}", End).WithSummary("End a use, also one that has ended");
    }

    private static async Task<CreatedAnswer<LeaseView>> Begin(LeaseUseRequest request, CheckedApp app, SubjectDesk desk) =>
        (await desk.Begin(app, request)).ToCreated(lease => $"/api/rate-limits/leases/{lease.LeaseId}");

    private static async Task<OkAnswer<LeaseView>> Renew(string leaseId, RenewRequest request, CheckedApp app, SubjectDesk desk) =>
        (await desk.Renew(app, leaseId, request)).ToOk();

    private static async Task<NoContentAnswer> End(string leaseId, CheckedApp app, SubjectDesk desk) => (await desk.End(app, leaseId)).ToNoContent();
}
