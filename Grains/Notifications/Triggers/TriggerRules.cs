using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>What a trigger must look like; asked before anything is stored.</summary>
internal static class TriggerRules
{
    public const int MaxRecipients = 100;
    public const int MaxPayload = 64 * 1024;
    public const int MaxData = 512;
    public const int MaxAttachments = 5;
    public const int MaxAttached = 64 * 1024;

    private const int MaxLocale = 35;
    private const int MaxFileName = 100;
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(365);

    public static Error? Refuse(string transactionId, NewTrigger trigger, DateTimeOffset now) =>
        !NotifyNames.IsTransaction(transactionId)
            ? Errors.Invalid("A transactionId has 1 to 128 letters, digits, dots, underscores, colons or hyphens.", "transactionId")
        : !NotifyNames.IsKey(trigger.Name) ? NotifyErrors.WorkflowUnknown
        : trigger.Topic is null == (trigger.To.Count == 0) ? Errors.Invalid("A trigger is for recipients or for a topic.", "to")
        : trigger.To.Count > MaxRecipients ? Errors.Invalid($"A trigger has at most {MaxRecipients} recipients.", "to")
        : trigger.Topic is { } topic && !NotifyNames.IsKey(topic) ? NotifyErrors.TopicUnknown
        : !IsObject(trigger.Payload, MaxPayload) ? Errors.Invalid("A payload is a JSON object of at most 64 KB.", "payload")
        : trigger.SendAt > now + LongestAhead ? Errors.Invalid("A trigger is sent at most 365 days ahead.", "sendAt")
        : trigger.ExpiresAt <= (trigger.SendAt ?? now) ? Errors.Invalid("A trigger expires after it is sent.", "expiresAt")
        : trigger.ReplyTo is { } reply && !AddressText.IsMail(reply) ? NotifyErrors.AddressInvalid("replyTo")
        : Refuse(trigger.Attachments) ?? RefuseRecipients(trigger.To);

    /// <summary>What nothing can be sent to; where others of the trigger can be reached, only this one is left out, and the log says so.</summary>
    public static Error? RefuseAddress(Recipient recipient, string path) =>
        recipient.Email is { } email && !AddressText.IsMail(email) ? NotifyErrors.AddressInvalid($"{path}.email")
        : recipient.Phone is { } phone && !AddressText.IsPhone(phone) ? NotifyErrors.AddressInvalid($"{path}.phone")
        : null;

    /// <summary>Where the messages of a trigger are queued; not those of its webhooks, since one endpoint's queue is no reason to refuse all others.</summary>
    public static IEnumerable<string> Queues(string app, NewTrigger trigger, WorkflowVersion workflow) =>
        from channel in workflow.Content.Steps.Select(step => step.Channel).OfType<NotifyChannel>().Distinct()
        where channel is not (NotifyChannel.Inbox or NotifyChannel.Webhook)
        from queue in trigger.Topic is null
            ? trigger.To.Select(to => NotifyKeys.DispatchOf(app, channel, to.SubscriberId)).Distinct()
            : Enumerable.Range(0, NotifyKeys.DispatchShards).Select(shard => NotifyKeys.Dispatch(app, channel, shard))
        select queue;

    public static bool IsObject(string json, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(json) > maxBytes)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false; // Parsing is the only way to find out.
        }
    }

    public static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    private static Error? RefuseRecipients(IReadOnlyList<Recipient> recipients)
    {
        var addresses = recipients.Select((recipient, at) => RefuseAddress(recipient, Path(at))).ToList();
        return recipients.Select((recipient, at) => Refuse(recipient, Path(at))).FirstOrDefault(e => e is not null)
            ?? (addresses.Count > 0 && addresses.TrueForAll(e => e is not null) ? addresses[0] : null);
    }

    private static Error? Refuse(Recipient recipient, string path) =>
        !NotifyNames.IsSubscriber(recipient.SubscriberId)
            ? Errors.Invalid("A subscriber is named by 1 to 64 letters, digits, dots, underscores, colons or hyphens.", $"{path}.subscriberId")
        : recipient.TimeZone is { } zone && !IsZone(zone) ? NotifyErrors.UnknownZone($"{path}.timeZone")
        : recipient.Locale?.Length > MaxLocale ? Errors.Invalid("A locale is a language tag.", $"{path}.locale")
        : recipient.Data is { } data && !IsObject(data, MaxData) ? Errors.Invalid($"Data is a JSON object of at most {MaxData} bytes.", $"{path}.data")
        : null;

    private static Error? Refuse(IReadOnlyList<TriggerAttachment> attachments) =>
        attachments.Count > MaxAttachments || attachments.Sum(a => Encoding.UTF8.GetByteCount(a.Text)) > MaxAttached
            ? Errors.Invalid("Attachments are at most 5 with 64 KB together.", "attachments")
        : attachments.Any(a => !IsFileName(a.Name) || !IsMediaType(a.Type)) ? Errors.Invalid("An attachment has a name and a text type.", "attachments")
        : null;

    private static bool IsFileName(string name) => name.Length is > 0 and <= MaxFileName && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or '"');

    private static bool IsMediaType(string type) => System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _) && type.StartsWith("text/", StringComparison.Ordinal);

    private static string Path(int at) => string.Create(CultureInfo.InvariantCulture, $"to[{at}]");
}
