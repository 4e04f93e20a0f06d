using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>Keys of this slice's grains, made in one place.</summary>
public static class NotifyKeys
{
    /// <summary>The built-in application, whose subscribers are the product's users.</summary>
    public const string Product = "product";

    /// <summary>Queues of one application and channel; a recipient always has the same one, which keeps the order of what it gets.</summary>
    public const int DispatchShards = 8;

    public const int TopicPages = 256;

    public static string Owner(UserId user) => $"notifyowner:{user}";

    public static string App(string app) => $"notifyapp:{app}";

    public static string Workflow(string app, string key) => $"workflow:{app}:{key}";

    public static string Trigger(string app, string transactionId) => $"trigger:{app}:{transactionId}";

    public static string Topic(string app, string key) => $"topic:{app}:{key}";

    public static string TopicPage(string app, string key, int page) => string.Create(CultureInfo.InvariantCulture, $"topicpage:{app}:{key}:{page}");

    /// <summary>The page of a topic where a member lies that found no room in the topic itself.</summary>
    public static int TopicPageOf(string subscriber) => SHA256.HashData(Encoding.UTF8.GetBytes(subscriber))[0];

    public static string Subscriber(string app, string id) => $"subscriber:{app}:{id}";

    public static string Dispatch(string app, NotifyChannel channel, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"dispatch:{app}:{Name(channel)}:{shard}");

    /// <summary>The queue of what this recipient gets over a channel; a webhook has one for each endpoint instead.</summary>
    public static string DispatchOf(string app, NotifyChannel channel, string subscriber) => Dispatch(app, channel, Shard(subscriber));

    /// <summary>What watchers of an application's deliveries look at.</summary>
    public static string DeliveryFeed(string app) => $"deliveryfeed:{app}";

    public static string WebhookDispatch(string app, string endpoint) => $"dispatch:{app}:webhook:{endpoint}";

    /// <summary>Addresses are hashed in keys; two spellings of one mail address have one key.</summary>
    public static string Address(string app, NotifyChannel channel, string address)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()));
        return $"address:{app}:{Name(channel)}:{Base64Url.EncodeToString(hash.AsSpan(0, 18))}";
    }

    /// <summary>The application in the key of any grain of this slice.</summary>
    public static string AppOf(string key) => key.Split(':', 3)[1];

    /// <summary>What follows the application: a workflow, trigger, topic or subscriber.</summary>
    public static string IdOf(string key) => key.Split(':', 3)[2];

    /// <summary>Who has no account is known by the address: the same person at each trigger.</summary>
    public static string Guest(string address)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()));
        return $"mail:{Base64Url.EncodeToString(hash)[..22]}";
    }

    public static string Name(NotifyChannel channel) => channel switch
    {
        NotifyChannel.Email => "email",
        NotifyChannel.Inbox => "inbox",
        NotifyChannel.Webpush => "webpush",
        NotifyChannel.Webhook => "webhook",
        NotifyChannel.Sms => "sms",
        NotifyChannel.Fcm => "fcm",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "no channel"),
    };

    private static int Shard(string subscriber) => SHA256.HashData(Encoding.UTF8.GetBytes(subscriber))[0] % DispatchShards;
}
