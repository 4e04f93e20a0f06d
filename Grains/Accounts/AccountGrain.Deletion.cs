using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain
{
    private const int AuditPage = 200;

    public async Task<Result<AdminUserView>> RequestDeletion(string? reason, ActedBy by)
    {
        var now = time.Now();
        await reminder.Set(Current.RequestingDeletion(reason, by, now).NextDue(now));
        return await Controlled((state, _) => state.RequestingDeletion(reason, by, now));
    }

    public async Task<Result<AdminUserView>> CancelDeletion(ActedBy by)
    {
        var kept = await Controlled((state, now) => state.CancellingDeletion(by, now));
        await reminder.Set(Current.NextDue(time.Now()));
        return kept;
    }

    private async Task Erase(DateTimeOffset now)
    {
        if (Current.IsFull())
        {
            outbox.Wake(); // The reminder comes again in a minute.
            return;
        }

        await Commit(Current.Erasing(erasures.Select(e => e.Slice), now));
        await reminder.Set(null);
    }

    private async Task EraseSlice(string slice)
    {
        foreach (var erasure in erasures.Where(e => e.Slice == slice))
        {
            while (!await erasure.EraseStep(Current.Id, CancellationToken.None))
            {
                // One bounded step after the other.
            }
        }
    }

    /// <summary>The entries stay with their ids; where from and with what something was done goes.</summary>
    private async Task EraseAudit()
    {
        await MoveAudit();
        var stream = await AuditStream();
        var after = 0L;
        while (await journal.Read(stream.Name, after, AuditPage) is { Count: > 0 } entries)
        {
            after = entries[^1].Seq;
            var personal = entries.Where(e => e.Data != "{}").Select(e => (e.Seq, Entry: e.Read<AuditEntry>()))
                .Where(e => e.Entry is not { Device: null, IpPrefix: null, Detail: null }).ToList();
            if (personal.Count > 0)
            {
                await stream.AppendAndErase(
                    [.. personal.Select(e => NewEntry.Of(e.Entry.Kind, e.Entry with { Device = null, IpPrefix = null, Detail = null }))],
                    [.. personal.Select(e => e.Seq)]);
            }
        }
    }
}
