using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Applications of others that the user allowed. One that was allowed several times is one to people.</summary>
internal static class AppPages
{
    public const string Path = "/account/apps";

    private const string Ended = "ended";
    private const int AtOnce = 100;

    public static void MapAppPages(this RouteGroupBuilder own)
    {
        own.MapGet("/apps", Show).Limit("read");
        own.MapPost("/apps/{clientId}/end", End).Limit("write");
    }

    private static async Task<IResult> Show(PageQuery page, string? done, CurrentUser user, IGrainFactory grains)
    {
        var allowed = await Queries(grains).Authorizations(user.Id, page);
        return allowed.IsOk
            ? Pages.Render<AppsPage>(new { Allowed = allowed.Value, IsFirst = page.Cursor is null, IsEnded = done == Ended })
            : allowed.Error.ToProblem();
    }

    private static async Task<IResult> End(string clientId, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        string? cursor = null;
        do
        {
            var allowed = (await Queries(grains).Authorizations(user.Id, new PageRequest(AtOnce, cursor))).Require();
            foreach (var item in allowed.Items.Where(item => item.ClientId == clientId))
            {
                var ended = await grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(item.Id)).Revoke(user.Id, caller.Origin);
                if (!ended.IsOk && ended.Error != OAuthErrors.AuthorizationNotFound)
                {
                    return ended.Error.ToProblem();
                }
            }

            cursor = allowed.NextCursor;
        }
        while (cursor is not null);

        return new SeeOther($"{Path}?done={Ended}");
    }

    private static IOAuthQueries Queries(IGrainFactory grains) => grains.GetGrain<IOAuthQueries>(IOAuthQueries.Key);
}
