using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class DeletionPages
{
    private const string Path = "/account/delete";

    public static void MapDeletionPages(this RouteGroupBuilder own)
    {
        own.MapGet("/delete", Ask).Limit("read");
        own.MapPost("/delete", Request).RequireRecent(Path).Limit("write");
        own.MapPost("/delete/cancel", Cancel).Limit("write");
        own.MapPost("/export", Export).RequireRecent(Path).Limit("write");
    }

    private static async Task<IResult> Ask(CurrentUser user, IGrainFactory grains) => await ShowAsync(FormView.Empty, user, grains);

    private static async Task<IResult> Request(PostedForm posted, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var request = new DeletionRequest { Reason = posted.Optional("reason") };
        var refused = PostedForm.Check(request) ?? (await Admins(grains).RequestDeletion(user.Id, request.Reason, caller.Origin)).Error;
        return refused is null ? new SeeOther(Path) : await ShowAsync(FormView.Refused(posted, refused), user, grains);
    }

    private static async Task<IResult> Cancel(CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var cancelled = await Admins(grains).CancelDeletion(user.Id, caller.Origin);
        return cancelled.IsOk ? new SeeOther($"{SecurityPages.Path}?done=kept") : cancelled.Error.ToProblem();
    }

    /// <summary>The browser saves what the API answers, and stays on the page.</summary>
    private static async Task<IResult> Export(CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var begun = await grains.GetGrain<IAccountExportGrain>(AccountKey.Of(user.Id)).Begin(user.Session(), caller.Origin);
        return begun.IsOk ? new SeeOther($"/api/accounts/export/{begun.Value.Id}") : begun.Error.ToProblem();
    }

    private static async Task<IResult> ShowAsync(FormView form, CurrentUser user, IGrainFactory grains)
    {
        var me = await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me();
        return me.IsOk ? AccountPage.Form<DeletePage>(form, new { Form = form, DueAt = me.Value.DeletionDueAt }) : me.Error.ToProblem();
    }

    private static IAdminsGrain Admins(IGrainFactory grains) => grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main);
}
