using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;
using OrleansBackends.WebFrontend.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.WebFrontend.RateLimits.Reports;

/// <summary>What an application's policies said, whom they refused, and where one subject stands.</summary>
internal static class ReportEndpoints
{
    private static readonly Error StepInvalid = Errors.Invalid("A step is minute or hour.", "step");
    private static readonly Error WindowInvalid = Errors.Invalid("A window is 1h or 24h.", "window");

    public static void MapReports(this RouteGroupBuilder apps)
    {
        apps.MapGet("/{app}/usage", Usage).Limit("read")
            .WithSummary("Count what the policies said, by minute or hour")
            .WithDescription("From `from` up to but without `to`; minutes over at most a day.")
            .Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.RangeInvalid);
        apps.MapGet("/{app}/limited", Limited).Limit("read")
            .WithSummary("List the subjects refused most").WithDescription("Each count may be too high by `error` at most.").Refuses(RateLimitErrors.AppNotFound);
        apps.MapGet("/{app}/subjects/{subject}", Subject).Limit("read")
            .WithSummary("Show where a subject stands").Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.SubjectInvalid);
    }

    private static async Task<OkAnswer<UsageView>> Usage(
        string app, CurrentUser user, AppDesk desk, IGrainFactory grains, DateTimeOffset from, DateTimeOffset to, string step = "hour", string? policy = null)
    {
        var known = await desk.Ask(app, a => a.Get(user.ToCaller()));
        UsageStep? by = step switch { "minute" => UsageStep.Minute, "hour" => UsageStep.Hour, _ => null };
        return (!known.IsOk ? known.Error : by is { } width ? await Report(grains, app).Usage(policy, from, to, width) : StepInvalid).ToOk();
    }

    private static async Task<OkAnswer<LimitedView>> Limited(
        string app, CurrentUser user, AppDesk desk, IGrainFactory grains, string window = "1h", string? policy = null)
    {
        var hours = window switch { "1h" => 1, "24h" => 24, _ => 0 };
        var known = await desk.Ask(app, a => a.Get(user.ToCaller()));
        return (!known.IsOk ? known.Error
            : hours == 0 ? WindowInvalid
            : new Result<LimitedView> { Value = new LimitedView(await Report(grains, app).Limited(policy, hours)) }).ToOk();
    }

    private static async Task<OkAnswer<SubjectView>> Subject(string app, string subject, CurrentUser user, AppDesk desk, LimiterCalls calls)
    {
        if (!RateLimitKey.IsSubject(subject))
        {
            return ((Result<SubjectView>)RateLimitErrors.SubjectInvalid).ToOk();
        }

        var policies = await desk.Ask(app, a => a.Policies(user.ToCaller()));
        return (policies.IsOk
            ? new Result<SubjectView> { Value = await calls.Of(RateLimitKey.Limiter(app, subject)).Show(policies.Value) }
            : policies.Error).ToOk();
    }

    private static ILimitReportGrain Report(IGrainFactory grains, string app) => grains.GetGrain<ILimitReportGrain>(RateLimitKey.Report(app));
}

public sealed record LimitedView(IReadOnlyList<LimitedSubject> Items);
