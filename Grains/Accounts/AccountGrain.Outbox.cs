using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IOutboxGrain
{
    private Task<IJournalStream>? auditStream;
    private int movedTo;

    public async Task DeliverOutbox()
    {
        outbox.Wake();
        if (document.Exists)
        {
            await AuditRetention.Trim(journal, AuditStreams.Of(Current.Id), AuditStream, time.Now());
        }
    }

    public async Task OutboxDelivered(IReadOnlyList<string> ids)
    {
        var next = Current with { Outbox = Current.Outbox.Without(ids) };
        await Commit(movedTo > 0 ? next.Moved(movedTo, time.Now()) : next);
    }

    private async Task Send(OutboxItem item)
    {
        switch (item.Kind)
        {
            case AuditRules.OutboxKind:
                await MoveAudit();
                break;
            case CutRules.OutboxKind:
                await GrainFactory.GetGrain<IRevocationsGrain>(IRevocationsGrain.Main).Publish(item.Read<IReadOnlyList<Cut>>());
                break;
            case Letter.OutboxKind:
                await SendMail(item);
                break;
            case DeletionRules.ReleaseKind:
                await GrainFactory.GetGrain<IAccountNameGrain>(item.Read<string>()).Release(Current.Id);
                break;
            case DeletionRules.EraseAuditKind:
                await EraseAudit();
                break;
            case DeletionRules.EraseKind:
                await EraseSlice(item.Read<string>());
                break;
            default:
                throw new InvalidOperationException($"Nothing delivers '{item.Kind}'.");
        }
    }

    /// <summary>A crash between append and removal appends an entry twice; readers know it by its number.</summary>
    private async Task MoveAudit()
    {
        var waiting = Current.Audit.RemoveAll(e => e.Seq <= movedTo);
        if (waiting.IsEmpty)
        {
            return;
        }

        await (await AuditStream()).Append([.. waiting.Select(e => NewEntry.Of(e.Kind, e))]);
        movedTo = waiting[^1].Seq;
    }

    /// <summary>One handle, also where the outbox delivers while a turn asks for it.</summary>
    private Task<IJournalStream> AuditStream() =>
        auditStream is { IsFaulted: false, IsCanceled: false } opened ? opened : auditStream = journal.Open(this, AuditStreams.Of(Current.Id));
}
