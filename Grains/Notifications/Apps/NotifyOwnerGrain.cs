using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Notes an application before it is made and forgets it after it is deleted, so that none is ever counted too little.</summary>
[GrainType("notifyowner")]
internal sealed class NotifyOwnerGrain : Grain, INotifyOwnerGrain
{
    private const int IdBytes = 8;

    private readonly Document<NotifyOwnerState> document;
    private readonly AppSecrets secrets;

    public NotifyOwnerGrain([PersistentState(NotifyOwnerState.Name)] IPersistentState<NotifyOwnerState> storage, AppSecrets secrets)
    {
        document = new Document<NotifyOwnerState>(this, storage);
        this.secrets = secrets;
    }

    private UserId Owner => UserId.Parse(this.GetPrimaryKeyString().Split(':')[1], null);

    public async Task<Result<CreatedApp>> Create(string name, OperationId? operation)
    {
        var app = "a" + Convert.ToHexStringLower(secrets.Draw(operation, "app").AsSpan(0, IdBytes));
        if (!document.Current.Apps.Contains(app))
        {
            var apps = await Existing();
            if (apps.Count >= AppLimits.Apps)
            {
                return NotifyErrors.QuotaReached;
            }

            await document.Commit(document.Current with { Apps = [.. apps, app] });
        }

        return await Grain(app).Create(Owner, name, operation);
    }

    public Task<IReadOnlyList<string>> Apps() => Task.FromResult<IReadOnlyList<string>>(document.Current.Apps);

    public async Task<Result<Done>> Delete(string app)
    {
        if (!document.Current.Apps.Contains(app))
        {
            return NotifyErrors.AppNotFound;
        }

        await Grain(app).Delete(Owner);
        await document.Commit(document.Current with { Apps = document.Current.Apps.Remove(app) });
        return Done.Ok;
    }

    /// <summary>Without those whose making was refused or cut off; asked only where room is short.</summary>
    private async Task<IReadOnlyList<string>> Existing()
    {
        var noted = document.Current.Apps;
        if (noted.Count < AppLimits.Apps)
        {
            return noted;
        }

        var settings = await Task.WhenAll(noted.Select(app => Grain(app).Settings()));
        return [.. settings.OfType<AppSettings>().Select(s => s.App)];
    }

    private INotifyAppGrain Grain(string app) => GrainFactory.GetGrain<INotifyAppGrain>(NotifyKeys.App(app));
}
