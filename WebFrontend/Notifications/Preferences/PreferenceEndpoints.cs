using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.WebFrontend.Notifications.Subscribers;

namespace OrleansBackends.WebFrontend.Notifications.Preferences;

/// <summary>What a person wants to get, over which channels, and when not.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this RouteGroupBuilder subscriber, string whose)
    {
        subscriber.MapGet("/preferences", Get).Limit("read").WithSummary($"Show the preferences of {whose} by category and channel, and the quiet hours");
        subscriber.MapPatch("/preferences", Change).Limit("write")
            .WithSummary($"Change the preferences of {whose}")
            .WithDescription("Only what is named changes; a channel that is null falls back to the application's default. Quiet hours are set as a whole.")
            .Refuses(NotifyErrors.CategoryCritical);
    }

    private static async Task<OkAnswer<PreferencesView>> Get(SubscriberAccess subscriber) => (await subscriber.Grain.Preferences()).ToOk();

    private static async Task<OkAnswer<PreferencesView>> Change(ChangePreferencesRequest request, SubscriberAccess subscriber) =>
        (await subscriber.Grain.SetPreferences(request.ToChange())).ToOk();
}

public sealed record ChangePreferencesRequest
{
    public IReadOnlyDictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>>? Categories { get; init; }

    public Optional<QuietHours> QuietHours { get; init; }

    internal PreferencesChange ToChange() =>
        new(Categories ?? new Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>>(), QuietHours);
}
