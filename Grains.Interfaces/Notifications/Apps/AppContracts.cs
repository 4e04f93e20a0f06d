namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>Who asks for an application: its owner, an administrator (of <c>product</c> only), or a program with one of its keys.</summary>
[GenerateSerializer, Immutable, Alias("notifications.app-caller")]
public sealed record AppCaller([property: Id(0)] UserId? User, [property: Id(1)] bool IsAdmin, [property: Id(2)] string? KeyHash);

[GenerateSerializer, Immutable, Alias("notifications.app-view")]
public sealed record AppView : IVersioned
{
    [Id(0)] public required string App { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public int Version { get; init; }
    [Id(3)] public required IReadOnlyList<AppKeyView> Keys { get; init; }
    [Id(4)] public required IReadOnlyList<AppCategory> Categories { get; init; }
    [Id(5)] public required AppCaps Caps { get; init; }
    [Id(6)] public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What is known of a key besides its hash.</summary>
[GenerateSerializer, Immutable, Alias("notifications.app-key-view")]
public sealed record AppKeyView([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset CreatedAt);

/// <summary>A new application with its first key, shown this once (a repeat of the operation shows it again).</summary>
[GenerateSerializer, Immutable, Alias("notifications.created-app")]
public sealed record CreatedApp([property: Id(0)] AppView App, [property: Id(1)] CreatedKey Key);

[GenerateSerializer, Immutable, Alias("notifications.created-key")]
public sealed record CreatedKey([property: Id(0)] string Id, [property: Id(1)] string Key);

/// <summary>
/// A kind of message that people may switch off, channel by channel. A critical one ignores preferences and quiet hours, and its workflows have
/// priority otp or transactional. Channels that are not named in <paramref name="Defaults"/> are on.
/// </summary>
[GenerateSerializer, Immutable, Alias("notifications.category")]
public sealed record AppCategory(
    [property: Id(0)] string Key, [property: Id(1)] string Name, [property: Id(2)] bool Critical,
    [property: Id(3)] IReadOnlyDictionary<NotifyChannel, bool> Defaults);

/// <summary>What an application may send at most; null for the product's own bounds.</summary>
[GenerateSerializer, Immutable, Alias("notifications.caps")]
public sealed record AppCaps([property: Id(0)] int? SmsPerCountryAndDay)
{
    public static AppCaps None { get; } = new((int?)null);
}

[GenerateSerializer, Immutable, Alias("notifications.app-change")]
public sealed record AppChange(
    [property: Id(0)] Optional<string> Name, [property: Id(1)] Optional<IReadOnlyList<AppCategory>> Categories, [property: Id(2)] Optional<AppCaps> Caps);
