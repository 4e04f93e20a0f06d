using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class PasskeyPages
{
    private const string New = "/account/passkeys/new";

    public static void MapPasskeyPages(this RouteGroupBuilder own)
    {
        own.MapGet("/passkeys/new", () => Show(FormView.Empty)).RequireRecent(New).Limit("read");
        own.MapPost("/passkeys", Add).RequireRecent(New).Limit("write");
        own.MapPost("/passkeys/{id}/rename", Rename).RequireRecent(SecurityPages.Path).Limit("write");
        own.MapPost("/passkeys/{id}/remove", Remove).RequireRecent(SecurityPages.Path).Limit("write");
    }

    /// <summary>What the browser answered the question with; nothing that could be a credential where it is no JSON.</summary>
    public static JsonElement Credential(this PostedForm posted)
    {
        try
        {
            return JsonElement.Parse(posted["credential"]);
        }
        catch (JsonException)
        {
            return JsonElement.Parse("null");
        }
    }

    private static async Task<IResult> Add(PostedForm posted, CurrentUser user, PasskeyFlows flows, Caller caller, HttpContext context) =>
        await posted.SendAsync(
            new AddPasskeyRequest { State = posted["state"], Credential = posted.Credential(), Name = posted["name"] },
            request => flows.AddAsync(user, request, caller.Origin, context),
            $"{SecurityPages.Path}?done=passkey",
            Show);

    private static async Task<IResult> Rename(string id, PostedForm posted, CurrentUser user, IGrainFactory grains)
    {
        var request = new RenamePasskeyRequest { Name = posted["name"] };
        var refused = PostedForm.Check(request) ?? (await Account(grains, user).Rename(id, request.Name)).Error;
        return refused is null ? new SeeOther(SecurityPages.Path) : refused.ToProblem();
    }

    private static async Task<IResult> Remove(string id, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var removed = await Account(grains, user).Remove(id, user.Session(), caller.Origin);
        return removed.IsOk ? new SeeOther($"{SecurityPages.Path}?done=passkey-removed") : removed.Error.ToProblem();
    }

    private static IResult Show(FormView form) => AccountPage.Form<AddPasskeyPage>(form);

    private static IAccountPasskeysGrain Account(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(user.Id));
}
