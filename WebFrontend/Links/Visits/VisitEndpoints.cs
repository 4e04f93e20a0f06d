using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.WebFrontend.Links.Rules;
using OrleansBackends.WebFrontend.Links.Stats;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>The short URL itself, its password form and its preview; last of all routes.</summary>
internal static class VisitEndpoints
{
    // Braces are doubled inside a route template.
    private const string Code = "/{code:regex(^[A-Za-z0-9_-]{{3,64}}$)}";
    private const string Preview = @"/{code:regex(^[A-Za-z0-9_-]{{3,64}}\+$)}";

    public static IEndpointRouteBuilder MapVisits(this IEndpointRouteBuilder routes)
    {
        var visits = routes.MapGroup("").AllowAnonymous().LimitInProcess("links-redirect").AddEndpointFilter<MissBudget>().ExcludeFromDescription().WithOrder(int.MaxValue);
        visits.MapMethods(Code, [HttpMethods.Get, HttpMethods.Head], Follow);
        visits.MapPost(Code, Unlock).DisableAntiforgery();
        visits.MapMethods(Preview, [HttpMethods.Get, HttpMethods.Head], Show);
        visits.MapPost(Preview, Report).DisableAntiforgery();
        return routes;
    }

    private static async Task<IResult> Follow(string code, HttpContext context, VisitDesk desk, ClickChannel clicks, TimeProvider time)
    {
        var (target, now) = (await desk.Find(code), time.GetUtcNow());
        var isVisit = HttpMethods.IsGet(context.Request.Method) && !(target.HasLimit && Bots.IsBot(context.Request));
        if (target.IsStrict)
        {
            target = isVisit ? await desk.Visit(target.Code, context) : await desk.Ask(target.Code);
        }

        var outcome = target.OutcomeAt(now);
        if (outcome is not LinkOutcome.Redirect)
        {
            return VisitPages.For(target, outcome);
        }

        var choice = RuleChoice.Of(target.Rules, context.Request, now);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            clicks.Record(context, target, now, choice?.Rule);
        }

        var url = choice?.Url ?? target.Url!;
        var location = target.ForwardQuery ? QueryForwarding.Merge(url, context.Request.QueryString.Value) : url;
        return new RedirectAnswer(location, target.RedirectStatus, target.IsStrict, target.HasPassword, isPersonal: target.Rules.Count > 0);
    }

    private static async Task<IResult> Unlock(string code, HttpContext context, VisitDesk desk)
    {
        var target = await desk.Find(code);
        return target.HasPassword ? await desk.Unlock(target, context)
            : target.Fixed is LinkOutcome.NotFound ? VisitPages.For(target, LinkOutcome.NotFound)
            : NotAllowed(context);
    }

    private static async Task<IResult> Show(string code, VisitDesk desk, TimeProvider time)
    {
        var target = await desk.Find(code[..^1]);
        return VisitPages.Preview(target.IsStrict ? await desk.Ask(target.Code) : target, time.GetUtcNow());
    }

    private static async Task<IResult> Report(string code, HttpContext context, VisitDesk desk)
    {
        var target = await desk.Find(code[..^1]);
        if (target.Fixed is LinkOutcome.NotFound or LinkOutcome.Deleted)
        {
            return VisitPages.For(target, target.Fixed.Value);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Enum.TryParse<ReportReason>(form["reason"], ignoreCase: true, out var reason) || !Enum.IsDefined(reason))
        {
            return Errors.Invalid("phishing, malware, spam or other.", "reason").ToProblem();
        }

        await desk.Report(target.Code, new LinkReport(Callers.Hash(context), reason, null));
        return VisitPages.Reported();
    }

    private static StatusCodeHttpResult NotAllowed(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }
}
