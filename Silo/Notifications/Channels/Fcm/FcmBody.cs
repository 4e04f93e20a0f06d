using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels.Fcm;

internal static class FcmBody
{
    /// <summary>The longest that Firebase keeps a message.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(28);

    public static StringContent Of(OutgoingFcm push, DateTimeOffset now)
    {
        var left = TimeSpan.FromTicks(Math.Clamp((push.ExpiresAt - now).Ticks, 0, LongestLife.Ticks));
        var urgent = push.Lane != Lane.Bulk;
        var body = JsonSerializer.Serialize(new
        {
            message = new
            {
                token = push.Token,
                notification = new { title = push.Title, body = push.Body },
                data = push.Data,
                android = new { ttl = $"{(long)left.TotalSeconds}s", priority = urgent ? "HIGH" : "NORMAL", collapse_key = push.CollapseKey },
                apns = new { headers = Apns(push, now + left, urgent) },
            },
        }, WireJson.Options);
        return new StringContent(body, Encoding.UTF8, "application/json");
    }

    private static Dictionary<string, string> Apns(OutgoingFcm push, DateTimeOffset until, bool urgent)
    {
        var headers = new Dictionary<string, string>
        {
            ["apns-expiration"] = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["apns-priority"] = urgent ? "10" : "5",
        };
        if (push.CollapseKey is { } key)
        {
            headers["apns-collapse-id"] = key.Length <= 64 ? key : key[..64];
        }

        return headers;
    }
}
