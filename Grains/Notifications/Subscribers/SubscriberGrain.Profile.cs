using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Preferences;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Contact, devices and preferences.</summary>
internal sealed partial class SubscriberGrain
{
    private Error? Missing
    {
        get
        {
            if (!document.Exists)
            {
                this.DeactivateOnIdle();
            }

            return document.Exists && State.ErasedAt is null ? null : NotifyErrors.SubscriberNotFound;
        }
    }

    public Task<Result<SubscriberView>> Put(SubscriberContact contact) => Keep(contact);

    public Task<Result<SubscriberView>> Change(SubscriberChange change) =>
        Missing is { } missing ? Task.FromResult<Result<SubscriberView>>(missing) : Keep(State.Contact.Changed(change));

    public Task<Result<SubscriberView>> Get() => Task.FromResult<Result<SubscriberView>>(Missing is { } missing ? missing : Show());

    public async Task<Result<Done>> Erase()
    {
        if (document.Exists && State.ErasedAt is null)
        {
            await journal.EraseItems();
            var kept = new SubscriberState
            {
                Seen = State.Seen, ForgottenUpTo = State.ForgottenUpTo, Inbox = new() { Last = State.Inbox.Last, Gone = State.Inbox.Last },
                CreatedAt = State.CreatedAt, ErasedAt = Now, TrimAt = State.TrimAt ?? Now + LogAge.Kept,
            };
            await Commit(kept, []);
            Announce("counts", State.Inbox.Counts());
        }

        return Done.Ok;
    }

    public async Task<Result<DeviceView>> AddDevice(NewDevice device)
    {
        var decided = State.WithDevice(device, Now);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        await Save(decided.Value.State);
        return decided.Value.Device.Show();
    }

    public async Task<Result<Done>> RemoveDevice(string id)
    {
        await Save(State.Devices.Find(d => d.Id == id) is { } device ? State with { Devices = State.Devices.Remove(device) } : State);
        return Done.Ok;
    }

    public Task<IReadOnlyList<DeviceView>> Devices() => Task.FromResult<IReadOnlyList<DeviceView>>([.. State.Devices.Select(d => d.Show())]);

    public Task<PushTarget?> PushTarget(DeviceKind kind) => Task.FromResult(
        State.Devices.Where(d => d.Kind == kind).MaxBy(d => d.AddedAt) is { } newest ? new PushTarget(newest.Address, newest.Keys) : null);

    public async Task<Result<PreferencesView>> Preferences() =>
        await services.Settings.App(App) is { } app ? new PreferencesView(State.Choices.Show(app), State.Quiet) : NotifyErrors.AppNotFound;

    public async Task<Result<PreferencesView>> SetPreferences(PreferencesChange change)
    {
        if (await services.Settings.App(App) is not { } app)
        {
            return NotifyErrors.AppNotFound;
        }

        var quiet = change.QuietHours.Or(State.Quiet) ?? QuietHours.None;
        var choices = State.Choices.Change(app, change.Categories);
        if ((QuietHoursRules.Refuse(quiet) ?? choices.Error) is { } refused)
        {
            return refused;
        }

        await Save(choices.Require() == State.Choices && quiet == State.Quiet ? State : State with { Choices = choices.Require(), Quiet = quiet });
        return new PreferencesView(State.Choices.Show(app), State.Quiet);
    }

    private async Task<Result<SubscriberView>> Keep(SubscriberContact contact)
    {
        if (ContactRules.Refuse(contact) is { } refused)
        {
            return refused;
        }

        await Save(State.Contact == contact && document.Exists ? State : State with { Contact = contact });
        return Show();
    }

    /// <summary>Whoever is told of again is there again.</summary>
    private async Task Save(SubscriberState next)
    {
        if (!ReferenceEquals(next, State))
        {
            await Commit(next with { ErasedAt = null }, []);
        }
    }

    private SubscriberView Show() => new(Id, State.Contact, State.Devices.Count, State.CreatedAt);
}
