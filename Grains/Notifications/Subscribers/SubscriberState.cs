using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Preferences;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>The document of a subscriber; under 256 KB by the bounds of <see cref="SubscriberLimits"/>.</summary>
internal sealed record SubscriberState
{
    public const string Name = "notifications.subscriber";

    public int SchemaVersion { get; init; } = 1;
    public SubscriberContact Contact { get; init; } = new();
    public ImmutableList<Device> Devices { get; init; } = [];
    public Choices Choices { get; init; } = new();
    public QuietHours Quiet { get; init; } = QuietHours.None;
    public InboxFlags Inbox { get; init; } = new();
    public ImmutableList<WaitingRun> Runs { get; init; } = [];
    public ImmutableList<OpenDigest> Digests { get; init; } = [];

    /// <summary>Triggers that were delivered, oldest first: <see cref="SeenTriggers"/>.</summary>
    public ImmutableList<string> Seen { get; init; } = [];

    /// <summary>Deliveries of triggers made up to then are no longer remembered here, but in the journal.</summary>
    public DateTimeOffset? ForgottenUpTo { get; init; }

    /// <summary>Entries of the last act, under the numbers they have in the journal or shall have: a crash between document and journal loses none.</summary>
    public ImmutableList<JournalDebt> Journal { get; init; } = [];

    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    /// <summary>When old entries of the journal are to be trimmed; null where none can be.</summary>
    public DateTimeOffset? TrimAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing personal is left; what others may ask is answered as if it had never been.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When the next run goes on or the next digest ends.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDue => Runs.Select(run => run.Due).Concat(Digests.Select(digest => digest.EndsAt)).Order().Cast<DateTimeOffset?>().FirstOrDefault();
}

/// <summary>A browser or phone that pushes go to.</summary>
internal sealed record Device(string Id, DeviceKind Kind, string Address, PushKeys? Keys, DateTimeOffset AddedAt);

/// <summary>
/// What goes on later: a run at its step <paramref name="Next"/>, or, where <paramref name="Held"/> is there, one message after the quiet time.
/// </summary>
/// <param name="Due">When.</param>
/// <param name="Delivery">The trigger, without its payload.</param>
/// <param name="Next">Index of the step.</param>
/// <param name="InboxItem">Number of the item that an earlier step put into the inbox.</param>
/// <param name="Payload">What a digest collected; null means the trigger's payload.</param>
/// <param name="Held">The message that waits.</param>
internal sealed record WaitingRun(DateTimeOffset Due, Delivery Delivery, int Next, int? InboxItem, string? Payload, QueuedMessage? Held);

/// <summary>Events being collected until <paramref name="EndsAt"/>; one message comes of them.</summary>
internal sealed record OpenDigest(
    Delivery Opener, int Step, string Key, DateTimeOffset EndsAt, int Max, ImmutableList<DigestItem> Items, int Total);

internal sealed record DigestItem(string TransactionId, string Payload);

/// <summary>An entry that may not be in the journal yet.</summary>
internal sealed record JournalDebt(long Seq, string Kind, string Data);

internal static class SubscriberLimits
{
    public const int Devices = 10;
    public const int Runs = 200;
    public const int Outbox = 200;
    public const int Digests = 20;

    /// <summary>Places more, of runs and of the outbox, for the otp lane alone.</summary>
    public const int OtpExtra = 20;

    /// <summary>Characters of what waits in the outbox, in runs, and in digests.</summary>
    public const int OutboxText = 96 * 1024;
    public const int RunText = 64 * 1024;
    public const int DigestText = 64 * 1024;

    public const int Data = 8 * 1024;
    public const int Token = 1_024;
    public const int Locale = 35;
    public const int Title = 200;
    public const int Body = 4_000;
    public const int Link = 2_000;
}
