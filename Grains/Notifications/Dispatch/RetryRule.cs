using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>When a message is tried again.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan[] Webhook =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Exponential with full jitter: a time from 0 to the smaller of the lane's cap and its base doubled with each attempt.</summary>
    /// <param name="lane">Urgent messages wait less.</param>
    /// <param name="attempt">The attempt that failed, from 0.</param>
    /// <param name="random">From 0 to below 1.</param>
    public static TimeSpan Wait(Lane lane, int attempt, double random)
    {
        var (start, cap) = lane switch
        {
            Lane.Otp => (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
            Lane.Transactional => (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)),
            Lane.Bulk => (TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
            _ => throw new ArgumentOutOfRangeException(nameof(lane)),
        };
        var longest = attempt > 20 ? cap : TimeSpan.FromTicks(Math.Min(cap.Ticks, start.Ticks << attempt));
        return longest * random;
    }

    /// <summary>The fixed steps of a webhook, each give or take a tenth; null after the last.</summary>
    public static TimeSpan? WebhookWait(int attempt, double random) =>
        attempt < Webhook.Length ? Webhook[attempt] * (0.9 + (0.2 * random)) : null;

    /// <summary>The next time, never earlier than the provider wishes; null when that would be too late.</summary>
    public static DateTimeOffset? Next(OpenTry failed, TimeSpan? retryAfter, DateTimeOffset now, double random)
    {
        var wait = failed.Channel == NotifyChannel.Webhook ? WebhookWait(failed.Attempt, random) : Wait(failed.Lane, failed.Attempt, random);
        if (wait is not { } own)
        {
            return null;
        }

        var due = (now + Max(own, retryAfter ?? TimeSpan.Zero)).ToMilliseconds();
        return due < failed.EndsAt ? due : null;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>An attempt that failed, as far as the next one depends on it.</summary>
internal readonly record struct OpenTry(NotifyChannel Channel, Lane Lane, int Attempt, DateTimeOffset EndsAt);
