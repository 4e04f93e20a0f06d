using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

/// <summary>
/// A person of one application: contact, devices, preferences, inbox, and what waits to be sent. Callers were admitted by the application, or are
/// the user who is the subscriber of <c>product</c>. It owns the feed <c>notifications:inbox:{app}:{subscriber}</c>.
/// </summary>
[GrainInterfaceType("subscriber"), Alias("notifications.i-subscriber")]
public interface ISubscriberGrain : ILiveSource
{
    /// <summary>Runs a workflow for this subscriber. A repeat of the same trigger answers the same and does nothing.</summary>
    [Alias("Deliver")]
    Task<DeliveryOutcome> Deliver(Delivery delivery);

    /// <summary>What a delivery at that time would come to, as things stand now; nothing changes. Refuses with <c>app-not-found</c>.</summary>
    [ReadOnly, Alias("Explain")]
    Task<Result<IReadOnlyList<PlannedStep>>> Explain(Delivery delivery, DateTimeOffset at);

    /// <summary>Stops what still waits here for a trigger; answers how many messages and runs that were.</summary>
    [Alias("Cancel")]
    Task<int> Cancel(string transactionId);

    /// <summary>Sets the whole contact. Refuses with <c>address-invalid</c> or <c>unknown-zone</c>.</summary>
    [Alias("Put")]
    Task<Result<SubscriberView>> Put(SubscriberContact contact);

    [Alias("Change")]
    Task<Result<SubscriberView>> Change(SubscriberChange change);

    [Alias("Get")]
    Task<Result<SubscriberView>> Get();

    /// <summary>Called by <see cref="ISubscriberErasure"/>: erases contact, devices, preferences and inbox. Harmless when repeated.</summary>
    [Alias("Erase")]
    Task<Result<Done>> Erase();

    /// <summary>The same device again is the same device. Refuses with <c>too-many-devices</c> or <c>url-not-public</c>.</summary>
    [Alias("AddDevice")]
    Task<Result<DeviceView>> AddDevice(NewDevice device);

    /// <summary>Harmless when repeated.</summary>
    [Alias("RemoveDevice")]
    Task<Result<Done>> RemoveDevice(string id);

    [Alias("Devices")]
    Task<IReadOnlyList<DeviceView>> Devices();

    /// <summary>Where a push to the newest device of a kind goes; null without one.</summary>
    [Alias("PushTarget")]
    Task<PushTarget?> PushTarget(DeviceKind kind);

    [Alias("Preferences")]
    Task<Result<PreferencesView>> Preferences();

    /// <summary>Changes what is named. Refuses with <c>category-critical</c>.</summary>
    [Alias("SetPreferences")]
    Task<Result<PreferencesView>> SetPreferences(PreferencesChange change);

    /// <summary>Newest first.</summary>
    [Alias("Inbox")]
    Task<Result<InboxPage>> Inbox(InboxStatus status, PageRequest page);

    /// <summary>Marks items; a mark that is there already changes nothing. Refuses with <c>item-not-found</c>.</summary>
    [Alias("Mark")]
    Task<Result<InboxCounts>> Mark(InboxMarks marks);
}
