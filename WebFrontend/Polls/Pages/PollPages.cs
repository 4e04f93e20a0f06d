using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.WebFrontend.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Pages;

/// <summary>The page of a poll: everything works by forms, and script only makes the bars move.</summary>
internal static class PollPages
{
    private const long MaxBody = 16 * 1024;
    private const string SignIn = "/account/login";

    public static void MapPollPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/p/{id}").AllowAnonymous().ExcludeFromDescription().MaxBody(MaxBody).Limit("public-read").ForPeople(SignIn).RequireAntiforgery();
        pages.MapGet("", Show);
        pages.MapPost("", Vote).DisableAntiforgery();
        pages.MapPost("/withdraw", Withdraw).DisableAntiforgery();
        pages.MapPost("/comments", Comment).DisableAntiforgery();
    }

    private static async Task<IResult> Show(string id, bool? thanks, HttpContext context, PollPageDesk desk)
    {
        desk.Welcome(context);
        return await Page(await desk.Read(id, context), thanks is true ? view => view with { IsThanked = true } : null);
    }

    private static async Task<IResult> Vote(string id, HttpContext context, PollPageDesk desk, VoteDesk votes)
    {
        var before = await desk.Read(id, context);
        if (!before.IsOk)
        {
            return before.Error.ToProblem();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var nonce = form[BallotForm.Nonce] is [{ Length: > 0 } drawn] ? drawn : null;
        var cast = await votes.Cast(id, BallotForm.Read(before.Value.Poll.Definition, form), new VoteTerms(Version: null, before.Value.Invite, nonce), context);
        if (cast.IsOk && before.Value.Poll.Definition.Privacy == PollPrivacy.Secret)
        {
            // The receipt is told here or never, and an address would keep it.
            return await Page(before, view => view with { IsThanked = true, HasVoted = true, Receipt = cast.Value.Receipt });
        }

        return cast.IsOk ? new SeeOther(before.Value.Invite is null ? $"/p/{id}?thanks=true" : $"{before.Value.Action}&thanks=true")
            : await Page(before, view => view with { Refused = cast.Error });
    }

    private static async Task<IResult> Withdraw(string id, HttpContext context, PollPageDesk desk)
    {
        var view = await desk.Read(id, context);
        if (!view.IsOk)
        {
            return view.Error.ToProblem();
        }

        var done = await desk.Withdraw(view.Value.Poll, context);
        return done.IsOk ? new SeeOther(view.Value.Action) : await Page(view, shown => shown with { Refused = done.Error });
    }

    private static async Task<IResult> Comment(string id, HttpContext context, PollPageDesk desk, IGrainFactory grains)
    {
        var (view, user) = (await desk.Read(id, context), CurrentUser.From(context.User));
        if (!view.IsOk || user is null)
        {
            return (view.Error ?? Errors.Unauthenticated).ToProblem();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var written = await grains.GetGrain<IPollCommentsGrain>(PollKey.Poll(id)).Comment(user.Id, form["text"].ToString(), null);
        return written.IsOk ? new SeeOther(view.Value.Action) : await Page(view, shown => shown with { Refused = written.Error });
    }

    private static Task<IResult> Page(Result<PollPageView> view, Func<PollPageView, PollPageView>? with = null)
    {
        if (!view.IsOk)
        {
            return Task.FromResult<IResult>(view.Error.ToProblem());
        }

        var shown = with is null ? view.Value : with(view.Value);
        var status = shown.Refused is { } refused ? ErrorStatus.Of(refused.Kind) : StatusCodes.Status200OK;
        return Task.FromResult<IResult>(Common.Pages.Render<PollPage>(new { View = shown }, status));
    }
}
