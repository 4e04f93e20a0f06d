using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>How a subscriber is reached by one trigger: what the trigger says of it wins, for that trigger alone.</summary>
internal sealed record Reach(string Id, string? Email, string? Phone, string? Locale, string? TimeZone, string? Data)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public static Reach Of(string id, SubscriberContact known, Recipient said) => new(
        id, said.Email ?? known.Email, said.Phone ?? known.Phone, said.Locale ?? known.Locale, said.TimeZone ?? known.TimeZone, said.Data ?? known.Data);

    /// <summary>What templates may know of the subscriber.</summary>
    public string ToJson() => DocumentJson.Write(new { Id, Email, Phone, Locale, TimeZone, Data = Parse(Data) });

    public TemplateScope Scope(AppSettings app, string? payload, bool inboxRead) =>
        new(Parse(payload), Parse(ToJson()), Extras.Of(app, inboxRead))
        {
            Locale = Locale, Zone = TimeZone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc,
        };

    private static JsonElement Parse(string? json) => json is null ? Nothing : JsonSerializer.Deserialize<JsonElement>(json);
}
