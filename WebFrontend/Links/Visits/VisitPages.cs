using Microsoft.AspNetCore.Components;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>What people see instead of a redirect. None of these pages names a target that it must not.</summary>
internal static class VisitPages
{
    public static IResult For(LinkTarget target, LinkOutcome outcome) => outcome switch
    {
        LinkOutcome.NotFound or LinkOutcome.NotStarted => Page("No such link", "There is no link at this address.", StatusCodes.Status404NotFound),
        LinkOutcome.Deleted => Page("Deleted", "This link was deleted.", StatusCodes.Status410Gone),
        LinkOutcome.Suspended => Page("Suspended", "This link was suspended, because its target may do harm.", StatusCodes.Status451UnavailableForLegalReasons),
        LinkOutcome.Ended when target.FallbackUrl is { } fallback =>
            new RedirectAnswer(fallback, StatusCodes.Status302Found, isStrict: true, target.HasPassword),
        LinkOutcome.Ended => Page("Ended", "This link has ended.", StatusCodes.Status410Gone),
        LinkOutcome.NeedsPassword => Form(target, wrong: false, StatusCodes.Status200OK),
        LinkOutcome.Hidden => Page("A link with a visit limit", "Open it in a browser to follow it.", StatusCodes.Status200OK),
        LinkOutcome.Redirect => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A redirect needs no page."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static IResult WrongPassword(LinkTarget target) => Form(target, wrong: true, StatusCodes.Status401Unauthorized);

    public static IResult Reported() => Page("Thank you", "Your report was received.", StatusCodes.Status200OK);

    public static IResult Preview(LinkTarget target, DateTimeOffset now)
    {
        var outcome = target.OutcomeAt(now);
        if (outcome is not (LinkOutcome.Redirect or LinkOutcome.NeedsPassword or LinkOutcome.Hidden))
        {
            return For(target with { FallbackUrl = null }, outcome);
        }

        var url = target.Url is { } shown && LinkUrl.Normalise(shown) is { IsOk: true } normalised ? normalised.Value : null;
        return Render<PreviewPage>(new { Target = target, Url = url }, StatusCodes.Status200OK);
    }

    private static UnlistedPage Page(string title, string text, int status) => Render<MessagePage>(new { Title = title, Text = text }, status);

    private static UnlistedPage Form(LinkTarget target, bool wrong, int status) => Render<PasswordPage>(new { target.Code, Wrong = wrong }, status);

    private static UnlistedPage Render<T>(object parameters, int status)
        where T : IComponent => new UnlistedPage(Pages.Render<T>(parameters, status), status);

    /// <summary>Pages of short URLs are in no index and in no cache.</summary>
    private sealed class UnlistedPage(IResult page, int status) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers["X-Robots-Tag"] = CachedRedirects.NoIndex;
            return page.ExecuteAsync(httpContext);
        }
    }
}
