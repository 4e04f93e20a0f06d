namespace OrleansBackends.Grains.Interfaces.Notifications.Preferences;

/// <summary>What a subscriber wants: by category and channel, all categories of the application named, and when not.</summary>
[GenerateSerializer, Immutable, Alias("notifications.preferences-view")]
public sealed record PreferencesView(
    [property: Id(0)] IReadOnlyDictionary<string, IReadOnlyDictionary<NotifyChannel, bool>> Categories, [property: Id(1)] QuietHours QuietHours);

/// <summary>A channel that is null falls back to the application's default.</summary>
[GenerateSerializer, Immutable, Alias("notifications.preferences-change")]
public sealed record PreferencesChange(
    [property: Id(0)] IReadOnlyDictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> Categories, [property: Id(1)] Optional<QuietHours> QuietHours);

/// <summary>When nothing but critical messages is sent: up to 14 windows of local time.</summary>
[GenerateSerializer, Immutable, Alias("notifications.quiet-hours")]
public sealed record QuietHours([property: Id(0)] bool Enabled, [property: Id(1)] IReadOnlyList<QuietWindow> Windows)
{
    public const int MaxWindows = 14;

    public static QuietHours None { get; } = new(false, []);
}

/// <summary>On the days of the week (1 Monday to 7 Sunday) on which it begins, from and to as <c>HH:mm</c>; ends on the next day where <c>to ≤ from</c>.</summary>
[GenerateSerializer, Immutable, Alias("notifications.quiet-window")]
public sealed record QuietWindow([property: Id(0)] IReadOnlyList<int> Days, [property: Id(1)] string From, [property: Id(2)] string To);
