using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Preferences;

[StatelessWorker, GrainType("unsubscribe")]
internal sealed class UnsubscribeGrain(NotifySettings settings, AppSecrets secrets) : Grain, IUnsubscribeGrain
{
    public async Task<UnsubscribeView?> Read(string token) => (await Open(token))?.View;

    public async Task<Result<UnsubscribeView>?> Apply(string token)
    {
        if (await Open(token) is not { } link)
        {
            return null;
        }

        var what = link.What;
        var off = new Dictionary<NotifyChannel, bool?> { [what.Channel] = false };
        var change = new PreferencesChange(new Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> { [what.Category] = off }, default);
        var changed = await GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(what.App, what.Subscriber)).SetPreferences(change);
        return changed.Map(_ => link.View);
    }

    private async Task<(Unsubscription What, UnsubscribeView View)?> Open(string token)
    {
        if (UnsubscribeToken.AppOf(token) is not { } app || !NotifyNames.IsKey(app) || await settings.App(app) is not { } known)
        {
            return null;
        }

        var key = Convert.FromBase64String(secrets.Open(app, SecretFields.Unsubscribe, known.UnsubscribeKey));
        return UnsubscribeToken.Open(key, token) is { } what
            ? (what, new UnsubscribeView(known.Category(what.Category)?.Name ?? what.Category, what.Channel))
            : null;
    }
}
