using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.WebFrontend.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Exports;

internal static class ExportEndpoints
{
    private const int AtOnce = 2_000;

    public static RouteGroupBuilder MapExports(this RouteGroupBuilder polls)
    {
        polls.MapGet("/{id}/ballots.{format:regex(^(blt|csv|soi|toi)$)}", Export).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Exports the ballots")
            .WithDescription("Rankings with their weights as BLT or PrefLib's soi and toi, sorted, so that their order tells nothing; every type as CSV, one row for each ballot. After the close, or while open where results are live.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain", "text/csv")
            .Refuses(PollErrors.NotFound, PollErrors.HiddenUntilClose, PollErrors.TooFewBallots, PollErrors.FormatDoesNotFit);
        return polls;
    }

    private static async Task<IResult> Export(string id, string format, HttpContext context, PollDesk desk, ResultCache results, IGrainFactory grains, TimeProvider time)
    {
        var found = await desk.Get(id, CurrentUser.From(context.User)?.Id);
        if (!found.IsOk)
        {
            return found.Error.ToProblem();
        }

        var poll = found.Value;
        if (poll.State != PollStatus.Closed && poll.Definition.Visibility != ResultVisibility.Live)
        {
            return PollErrors.HiddenUntilClose.ToProblem();
        }

        if (poll.Definition.Privacy == PollPrivacy.Secret && await Withheld(poll, results) is { } withheld)
        {
            return withheld.ToProblem();
        }

        if (format == "csv")
        {
            return BallotRows.Answer(poll, All(poll, grains));
        }

        if (poll.Definition.Type != PollType.Ranked)
        {
            return PollErrors.FormatDoesNotFit.ToProblem();
        }

        if (format == "blt")
        {
            return Text($"{id}.blt", BallotFile.Blt(poll.Definition, All(poll, grains)));
        }

        var ballots = await All(poll, grains).ToListAsync(context.RequestAborted);
        return format == "soi" && ballots.Exists(ballot => BallotFile.Tiers(ballot).Any(tier => tier.Count > 1))
            ? PollErrors.FormatDoesNotFit.ToProblem()
            : Text($"{id}.{format}", BallotFile.PrefLib(id, poll.Definition, format, ballots, time.GetUtcNow()));
    }

    /// <summary>Secret ballots are exported when their count is final and shown.</summary>
    private static async Task<Error?> Withheld(PollView poll, ResultCache results) =>
        poll.State != PollStatus.Closed ? PollErrors.HiddenUntilClose : (await results.Get(poll.Id, null, _ => null)).Error;

    private static async IAsyncEnumerable<BallotCount> All(PollView poll, IGrainFactory grains)
    {
        for (var after = ""; after is not null;)
        {
            var page = await grains.GetGrain<IPollQueries>(0).Ballots(poll.Id, poll.Shards, after, AtOnce);
            foreach (var ballot in page.Items)
            {
                yield return ballot;
            }

            after = page.NextCursor;
        }
    }

    private static PushStreamHttpResult Text(string name, IAsyncEnumerable<string> lines) => TypedResults.Stream(
        async body =>
        {
            await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            await foreach (var line in lines)
            {
                await text.WriteAsync(line);
            }
        },
        "text/plain; charset=utf-8", name);
}
