using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Invites;

namespace OrleansBackends.WebFrontend.Polls.Invites;

internal static class InviteEndpoints
{
    private const long MaxBody = 256 * 1024;

    public static RouteGroupBuilder MapInvites(this RouteGroupBuilder polls)
    {
        var invites = polls.MapGroup("/{id}/invites").NoStore();
        invites.MapPost("/", Invite).Limit("write").MaxBody(MaxBody)
            .WithSummary("Makes invitations, up to 1,000 at once")
            .Refuses(PollErrors.NotFound, PollErrors.StrengthIsNotInvite, PollErrors.TooManyInvites, Errors.KeyReused);
        invites.MapGet("/", List).Limit("read").WithSummary("Lists invitations").Refuses(PollErrors.NotFound, Errors.InvalidCursor);
        polls.MapGet("/{id}/invites.csv", Export).NoStore().Limit("export").WithSummary("Exports invitations with their links").Refuses(PollErrors.NotFound);
        invites.MapDelete("/{n:int}", Revoke).Limit("write")
            .WithSummary("Revokes an invitation that was not used").Refuses(PollErrors.NotFound, PollErrors.InviteNotFound, PollErrors.InviteUsed);
        return polls;
    }

    private static async Task<CreatedAnswer<IReadOnlyList<InviteView>>> Invite(
        string id, InviteRequest request, CurrentUser user, Idempotency idempotency, IGrainFactory grains, IOptions<FrontendOptions> frontend)
    {
        var made = request.Count is null == request.Labels is null ? Errors.Invalid("Either count or labels.", "count")
            : Poll(grains, id) is not { } poll ? PollErrors.NotFound
            : request.Count > PollLimits.InvitesAtOnce ? Errors.Invalid($"1 to {PollLimits.InvitesAtOnce} at once.", "count")
            : await poll.Invite(user.Id, request.Labels ?? [.. Enumerable.Repeat<string?>(null, Math.Max(0, request.Count ?? 0))], idempotency.Operation);
        return made.Map(some => (IReadOnlyList<InviteView>)[.. some.Select(invite => WithUrl(invite, id, frontend.Value))])
            .ToCreated(_ => $"/api/polls/{id}/invites");
    }

    private static async Task<OkAnswer<Page<InviteView>>> List(
        string id, PageQuery page, CurrentUser user, IGrainFactory grains, IOptions<FrontendOptions> frontend) =>
        (await Find(grains, id, user, page)).Map(found => found.Map(invite => WithUrl(invite, id, frontend.Value))).ToOk();

    private static async Task<IResult> Export(string id, CurrentUser user, IGrainFactory grains, IOptions<FrontendOptions> frontend)
    {
        var first = await Find(grains, id, user, new PageRequest(1, null));
        return first.IsOk
            ? new CsvAnswer<InviteView>(
                $"{id}-invites.csv", All(grains, id, user),
                CsvColumn.Number<InviteView, int>("n", invite => invite.N),
                CsvColumn.Text<InviteView>("label", invite => invite.Label),
                CsvColumn.Text<InviteView>("url", invite => WithUrl(invite, id, frontend.Value).Url),
                CsvColumn.Text<InviteView>("voted", invite => invite.Voted ? "yes" : "no"),
                CsvColumn.Text<InviteView>("revoked", invite => invite.Revoked ? "yes" : "no"))
            : first.Error.ToProblem();
    }

    private static async Task<NoContentAnswer> Revoke(string id, int n, CurrentUser user, IGrainFactory grains) =>
        (Poll(grains, id) is { } poll ? await poll.RevokeInvite(user.Id, n) : PollErrors.NotFound).ToNoContent();

    private static async IAsyncEnumerable<InviteView> All(IGrainFactory grains, string id, CurrentUser user)
    {
        string? cursor = null;
        do
        {
            var page = (await Find(grains, id, user, new PageRequest(PageRequest.MaxLimit, cursor))).Require();
            foreach (var invite in page.Items)
            {
                yield return invite;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static async Task<Result<Page<InviteView>>> Find(IGrainFactory grains, string id, CurrentUser user, PageRequest page) =>
        Poll(grains, id) is { } poll ? await poll.Invites(user.Id, page) : PollErrors.NotFound;

    private static IPollInvitesGrain? Poll(IGrainFactory grains, string id) =>
        PollId.IsWellFormed(id) ? grains.GetGrain<IPollInvitesGrain>(PollKey.Poll(id)) : null;

    private static InviteView WithUrl(InviteView invite, string id, FrontendOptions frontend) => invite with { Url = frontend.Link($"/p/{id}?invite={invite.Token}") };
}

public sealed record InviteRequest
{
    /// <summary>So many without a label.</summary>
    public int? Count { get; init; }

    /// <summary>One for each.</summary>
    public IReadOnlyList<string?>? Labels { get; init; }
}
