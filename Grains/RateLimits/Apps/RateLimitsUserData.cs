using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Apps;

/// <summary>A person's applications: handed out whole; erased, they end with their reports, and so do the person's own counters.</summary>
internal sealed class RateLimitsUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    public string Slice => "rate-limits";

    private ILimitQueries Queries => grains.GetGrain<ILimitQueries>(0);

    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        var page = (await Queries.Apps(user, new PageRequest(AppLimits.PerUser, cursor))).Require();
        var things = new List<string>();
        foreach (var app in page.Items)
        {
            var policies = await App(app.Id).Policies(new LimitCaller(user, false));
            things.Add(DocumentJson.Write(new { app, policies = policies.Value }));
        }

        return new Page<string>(things, page.NextCursor);
    }

    public async Task<bool> EraseStep(UserId user, CancellationToken cancellation)
    {
        var ids = await Queries.Ids(user);
        foreach (var id in ids)
        {
            await App(id).Delete(new LimitCaller(user, false), version: null);
        }

        await grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter(RateLimitKey.Product, user.ToString())).Erase();
        await grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(RateLimitKey.Product)).Forget(user.ToString());
        return true;
    }

    private ILimitAppGrain App(string id) => grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(id));
}
