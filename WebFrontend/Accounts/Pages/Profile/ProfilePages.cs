using System.Globalization;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class ProfilePages
{
    private const string Path = "/account/profile";

    public static void MapProfilePages(this RouteGroupBuilder own)
    {
        own.MapGet("/profile", Ask).Limit("read");
        own.MapPost("/profile", Edit).Limit("write");
    }

    private static async Task<IResult> Ask(string? done, CurrentUser user, IGrainFactory grains) => await ShowAsync(FormView.Empty, done, user, grains);

    private static async Task<IResult> Edit(PostedForm posted, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var change = new ProfileChange
        {
            Username = posted["username"],
            DisplayName = posted.Optional("displayName"),
            Bio = posted.Optional("bio"),
            ImageUrl = posted.Optional("imageUrl"),
            Locale = posted.Optional("locale"),
            TimeZone = posted.Optional("timeZone"),
        };
        int? version = int.TryParse(posted["version"], CultureInfo.InvariantCulture, out var read) ? read : null;
        var edited = await Account(grains, user).Edit(change, version, caller.Origin);
        return edited.IsOk ? new SeeOther($"{Path}?done=saved") : await ShowAsync(FormView.Refused(posted, edited.Error), done: null, user, grains);
    }

    /// <summary>After a refusal the form has the version of now: who posts it again has seen what was said.</summary>
    private static async Task<IResult> ShowAsync(FormView form, string? done, CurrentUser user, IGrainFactory grains)
    {
        var me = await Account(grains, user).Me();
        return me.IsOk
            ? AccountPage.Form<ProfilePage>(form, new { Form = form, Me = me.Value, IsSaved = done == "saved" })
            : me.Error.ToProblem();
    }

    private static IAccountGrain Account(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id));
}
