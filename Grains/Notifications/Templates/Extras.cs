using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>What every template and condition may know besides payload and subscriber: <c>app.name</c>, and <c>inbox.read</c> of the item before.</summary>
internal static class Extras
{
    public static JsonElement Of(AppSettings app, bool inboxRead) => JsonSerializer.SerializeToElement(new
    {
        app = new { name = app.Name },
        inbox = new { read = inboxRead },
    });
}
