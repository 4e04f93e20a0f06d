using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.WebFrontend.Polls.Lists;

internal static class ListEndpoints
{
    private const int MaxWords = 100;

    public static RouteGroupBuilder MapLists(this RouteGroupBuilder polls)
    {
        polls.MapGet("/", List).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Lists polls, newest first")
            .WithDescription("Public ones by words of title and options and by state; mine=true the caller's own, drafts too; voted=true those with public votes in which the caller has voted.")
            .Refuses(Errors.InvalidCursor);
        return polls;
    }

    private static async Task<OkAnswer<Page<PollItem>>> List(
        string? q, PollStatusQuery state, bool? mine, bool? voted, PageQuery page, HttpContext context, IGrainFactory grains)
    {
        if (q?.Length > MaxWords)
        {
            throw new RefusedRequestException(Errors.Invalid($"At most {MaxWords} characters.", "q"));
        }

        var (queries, user) = (grains.GetGrain<IPollQueries>(0), CurrentUser.From(context.User));
        if (mine is true || voted is true)
        {
            return (user is null ? Errors.Unauthenticated
                : voted is true ? await queries.Voted(user.Id, page)
                : await queries.Owned(user.Id, new PollFilter(Words(q), state.Value), page)).ToOk();
        }

        return (await queries.Public(new PollFilter(Words(q), state.Value), page)).ToOk();
    }

    private static string? Words(string? q) => string.IsNullOrWhiteSpace(q) ? null : q;
}
