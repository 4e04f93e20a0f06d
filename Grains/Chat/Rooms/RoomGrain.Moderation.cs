using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>What may be said in the room, and what was reported.</summary>
internal sealed partial class RoomGrain
{
    /// <summary>Resolved by this activation, durable or not yet.</summary>
    private readonly Dictionary<long, ReportAction> resolved = [];

    public async Task<Result<IReadOnlyList<WordRule>>> SetWords(UserId by, IReadOnlyList<WordRule> words)
    {
        var decided = log.Now.State.IsThere ? log.Now.SetWords(by, words, Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        await Keep(decided.Value);
        return decided.Value.Words!.ToArray();
    }

    public async Task<Result<IReadOnlyList<WordRule>>> Words(UserId asker)
    {
        await log.Settled();
        var refused = log.Durable.State.IsThere ? log.Durable.RefuseModerating(asker) : ChatErrors.RoomNotFound;
        return refused is not null ? await Refuse(refused) : log.Durable.State.Words.ToArray();
    }

    public async Task<Result<long>> Report(NewReport report)
    {
        var found = await Find(report.By, report.Seq);
        if ((found.IsOk ? log.Now.RefuseReport(found.Value, report) : found.Error) is { } refused)
        {
            return await Refuse(refused);
        }

        await log.Settled();
        return await TextOf(report.Seq) is not { } text ? ChatErrors.MessageDeleted
            : await reports.File(Copy(found.Value!, text) with { By = report.By, Reason = report.Reason, Note = report.Note }) is { } n ? n
            : ChatErrors.AlreadyReported;
    }

    public async Task<Result<Done>> Resolve(UserId by, long report, ReportAction action)
    {
        await log.Settled();
        var found = log.Now.RefuseModerating(by) is null ? await services.Reports.One(Id, report) : null;
        if (found is { Report.Target: var target })
        {
            await log.Facts.Load(target);
        }

        var decided = Decide(by, report, found, action);
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        if (decided.Value.Length == 0)
        {
            await log.Settled();
            return Done.Ok;
        }

        resolved[report] = action;
        var deleted = decided.Value.OfType<DeleteEntry>().SingleOrDefault();
        await log.Append(decided.Value, deleted is null ? [] : log.Facts.Known(deleted.Target)!.Texts);
        Changed(decided.Value.OfType<MemberEntry>());
        return Done.Ok;
    }

    /// <summary>The list of words lets a message pass and reports it.</summary>
    private async Task Flag(long message)
    {
        await log.Facts.Load(message);
        if (log.Facts.Known(message) is { Deleted: false } fact && await TextOf(message) is { } text)
        {
            await reports.File(Copy(fact, text) with { Reason = ReportReason.WordFilter });
        }
    }

    private Result<RoomEntry[]> Decide(UserId by, long n, (ReportEntry Report, DeskEntry? Resolved)? found, ReportAction action)
    {
        if (!log.Now.State.IsThere || log.Now.RefuseModerating(by) is not null || found is not { } report)
        {
            return log.Now.State.IsThere ? log.Now.RefuseModerating(by) ?? ChatErrors.ReportNotFound : ChatErrors.RoomNotFound;
        }

        if ((resolved.TryGetValue(n, out var here) ? here : report.Resolved?.Action) is { } done)
        {
            return done == action ? Array.Empty<RoomEntry>() : ChatErrors.ReportResolved;
        }

        return log.Now.Resolve(by, (n, report.Report), log.Facts.Known(report.Report.Target), action, Now);
    }

    private ReportEntry Copy(MessageFact message, string text) =>
        new() { Target = message.Seq, Author = message.By, Hook = message.Hook, Text = text, At = Now };

    /// <summary>The newest text of a message; null where it was deleted.</summary>
    private async Task<string?> TextOf(long message) => (await services.Messages.About(Id, message)).Select(about => about.Entry)
        .Aggregate(default(string), (text, entry) => entry switch { MessageEntry sent => sent.Text, EditEntry edit => edit.Text, DeleteEntry => null, _ => text });
}
