using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;
using OrleansBackends.WebFrontend.RateLimits.Apps;

namespace OrleansBackends.WebFrontend.RateLimits.Reports;

/// <summary><c>rate-limits:usage:{app}</c>: what the policies say, once a second, for the application's owner.</summary>
internal sealed class UsageTopics(AppDesk desk, IGrainFactory grains) : ILiveTopics
{
    public string Prefix => "rate-limits:usage";

    public async ValueTask<Result<ILiveSource>> Open(string id, CurrentUser? user)
    {
        if (user is null)
        {
            return Errors.Unauthenticated;
        }

        var app = await desk.Ask(id, a => a.Get(user.ToCaller()));
        return app.IsOk ? new Result<ILiveSource> { Value = grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(id)) } : app.Error;
    }
}
