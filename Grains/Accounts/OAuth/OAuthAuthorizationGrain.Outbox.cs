using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class OAuthAuthorizationGrain : IOutboxGrain
{
    /// <summary>Called by the sweep, also when the time has come to forget what ended long ago.</summary>
    public async Task DeliverOutbox()
    {
        if (document.Exists && Current.Outbox.IsEmpty && Current.DueAt <= time.Now())
        {
            await document.Delete();
            DeactivateOnIdle();
            return;
        }

        outbox.Wake();
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Commit(Current with { Outbox = Current.Outbox.Without(ids) });

    private async Task Send(OutboxItem item)
    {
        var news = item.Read<AppNews>();
        var detail = $"{Current.ClientName} ({string.Join(' ', Current.Scopes)})";
        var told = item.Kind switch
        {
            OAuthAuthorizationRules.AllowedKind => await Account().AppAllowed(Current.Id, detail, news.Origin!),
            OAuthAuthorizationRules.EndedKind => await Account().AppEnded(Current.Id, news.Kind, detail, news.Origin),
            _ => throw new InvalidOperationException($"Nothing delivers '{item.Kind}'."),
        };
        if (!told.IsOk && told.Error != AccountErrors.UserNotFound)
        {
            told.Require(); // It stays owed. An account that is gone needs to know nothing.
        }
    }
}
