namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>
/// What silos need to know of an application. Secrets are sealed for the key <see cref="NotifyKeys.App"/> and a field of <see cref="SecretFields"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("notifications.app-settings")]
public sealed record AppSettings
{
    [Id(0)] public required string App { get; init; }
    [Id(1)] public int Version { get; init; }
    [Id(2)] public UserId? Owner { get; init; }
    [Id(3)] public required ProviderSet Providers { get; init; }
    [Id(4)] public required IReadOnlyList<AppCategory> Categories { get; init; }
    [Id(5)] public required IReadOnlyList<AppEndpoint> Endpoints { get; init; }
    [Id(6)] public required AppCaps Caps { get; init; }

    /// <summary>Sealed as <see cref="SecretFields.Unsubscribe"/>: 32 bytes that sign the links of unsubscribing.</summary>
    [Id(7)] public required string UnsubscribeKey { get; init; }

    /// <summary>What people call it; templates see it as <c>app.name</c>.</summary>
    [Id(8)] public string Name { get; init; } = "";

    /// <summary>The category of a workflow; one that is not listed has no defaults and is not critical.</summary>
    public AppCategory? Category(string key) => Categories.FirstOrDefault(c => c.Key == key);
}

/// <summary>Names under which an application's secrets are sealed.</summary>
public static class SecretFields
{
    public const string SmtpPassword = "email.password";
    public const string SmsToken = "sms.auth-token";
    public const string FcmKey = "fcm.private-key";
    public const string VapidKey = "webpush.private-key";
    public const string Unsubscribe = "unsubscribe";

    public static string Endpoint(string id) => $"endpoint.{id}";
}
