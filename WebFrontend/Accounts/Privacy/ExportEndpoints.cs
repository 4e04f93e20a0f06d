using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class ExportEndpoints
{
    public static void MapExport(this RouteGroupBuilder accounts)
    {
        var export = accounts.MapGroup("/export").RequireSession();
        export.MapPost("", Begin).RequireFresh().Limit("write")
            .WithSummary("Ask for everything that all systems hold about oneself")
            .WithDescription("The answer names what to read, for a day.")
            .Refuses(Errors.OutboxFull);
        export.MapGet("/{id:guid}", Read).Limit("export").NoStore()
            .WithSummary("Read everything that all systems hold about oneself")
            .WithDescription("It is collected while it is read, so it is as of now and no copy of it lies anywhere.")
            .Refuses(AccountErrors.ExportNotFound);
    }

    private static async Task<AcceptedAnswer<ExportView>> Begin(CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Exports(grains, user).Begin(user.Session(), caller.Origin)).ToAccepted();

    private static async Task<ExportAnswer> Read(Guid id, CurrentUser user, IGrainFactory grains) =>
        new((await Exports(grains, user).Find(id)).Map(_ => PagesOf(user.Id, grains)));

    private static async IAsyncEnumerable<ExportPage> PagesOf(UserId user, IGrainFactory grains)
    {
        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        string? cursor = null;
        do
        {
            var page = (await queries.Export(user, cursor)).Require();
            yield return page;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static IAccountExportGrain Exports(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountExportGrain>(AccountKey.Of(user.Id));
}
