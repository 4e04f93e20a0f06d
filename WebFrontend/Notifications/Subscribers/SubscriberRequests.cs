using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.WebFrontend.Notifications.Subscribers;

public sealed record PutSubscriberRequest
{
    public string? Email { get; init; }

    /// <summary>E.164, such as <c>+4930123456</c>.</summary>
    public string? Phone { get; init; }

    public string? Locale { get; init; }

    /// <summary>An IANA name, such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A JSON object of up to 8 KB; templates see it.</summary>
    public JsonElement? Data { get; init; }

    internal SubscriberContact ToContact() =>
        new() { Email = Email, Phone = Phone, Locale = Locale, TimeZone = TimeZone, Data = Data?.GetRawText() };
}

/// <summary>What is absent stays, null clears.</summary>
public sealed record ChangeSubscriberRequest
{
    public Optional<string?> Email { get; init; }

    public Optional<string?> Phone { get; init; }

    public Optional<string?> Locale { get; init; }

    public Optional<string?> TimeZone { get; init; }

    public Optional<JsonElement?> Data { get; init; }

    internal SubscriberChange ToChange() => new(Email, Phone, Locale, TimeZone, new Optional<string?>(Data.IsSet, Data.Value?.GetRawText()));
}

public sealed record SubscriberAnswer(
    string Id, string? Email, string? Phone, string? Locale, string? TimeZone, JsonElement? Data, int Devices, DateTimeOffset CreatedAt)
{
    internal static SubscriberAnswer Of(SubscriberView view) => new(
        view.Id, view.Contact.Email, view.Contact.Phone, view.Contact.Locale, view.Contact.TimeZone,
        view.Contact.Data is { } data ? JsonSerializer.Deserialize<JsonElement>(data) : null, view.Devices, view.CreatedAt);
}
