using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class DeletionEndpoints
{
    public static void MapDeletion(this RouteGroupBuilder accounts)
    {
        var deletion = accounts.MapGroup("/deletion").RequireSession().Limit("write");
        deletion.MapPost("", Request).RequireFresh()
            .WithSummary("Ask for the own account to be deleted")
            .WithDescription("It is erased after 14 days, in all systems. Until then one may sign in and take it back.")
            .Refuses(AdminErrors.LastAdmin, AccountErrors.InvalidCredentials, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)), WebErrors.Busy);
        deletion.MapDelete("", Cancel).WithSummary("Take the deletion of the own account back");
    }

    private static async Task<AcceptedAnswer<DeletionAnswer>> Request(
        DeletionRequest request, CurrentUser user, AccountFlows flows, IGrainFactory grains, Caller caller)
    {
        if (request.Password is { } password && await flows.ConfirmAsync(user, password, caller.Origin) is { IsOk: false } wrong)
        {
            return ((Result<DeletionAnswer>)wrong.Error).ToAccepted();
        }

        var asked = await Admins(grains).RequestDeletion(user.Id, request.Reason, caller.Origin);
        return asked.Map(account => new DeletionAnswer(account.DeletionDueAt)).ToAccepted();
    }

    private static async Task<NoContentAnswer> Cancel(CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Admins(grains).CancelDeletion(user.Id, caller.Origin)).Map(_ => default(Done)).ToNoContent();

    private static IAdminsGrain Admins(IGrainFactory grains) => grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main);
}
