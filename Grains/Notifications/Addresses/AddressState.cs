using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;

namespace OrleansBackends.Grains.Notifications.Addresses;

/// <summary>Holds no address: the key is its hash, and what is shown of it is masked.</summary>
internal sealed record AddressState
{
    public const string Name = "notifications.address";

    /// <summary>Soft bounces that are remembered, and how long.</summary>
    public const int MaxBounces = 10;

    public const int SoftBounces = 3;

    public static readonly TimeSpan BounceLife = TimeSpan.FromDays(7);
    public static readonly TimeSpan SoftSuppression = TimeSpan.FromDays(30);

    /// <summary>Ids that are remembered in a period: a repeat beyond them counts twice.</summary>
    public const int MaxCounted = 20;

    public int SchemaVersion { get; init; } = 1;

    public string To { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? SuppressedAt { get; init; }

    /// <summary>Times of the soft bounces, oldest first.</summary>
    public ImmutableList<DateTimeOffset> Bounces { get; init; } = [];

    /// <summary>Number of the period that is counted.</summary>
    public long Period { get; init; }

    public int Count { get; init; }

    /// <summary>The last messages counted.</summary>
    public ImmutableList<string> Counted { get; init; } = [];

    public bool IsSuppressed(DateTimeOffset now) => Reason is not null && !(Until <= now);

    public Suppression ToSuppression() => new(To, Reason!, Until, SuppressedAt!.Value);

    public AddressState Suppressed(NewSuppression suppression, DateTimeOffset now) => this with
    {
        To = suppression.To, Reason = suppression.Reason, Until = suppression.Until, SuppressedAt = now,
    };

    public AddressState Lifted() => this with { Reason = null, Until = null, SuppressedAt = null, Bounces = [] };

    /// <summary>A suppression in force is never shortened by a bounce.</summary>
    public AddressState Bounced(Bounce bounce, DateTimeOffset now)
    {
        if (IsSuppressed(now) && (Until is null || !bounce.IsHard))
        {
            return this;
        }

        if (bounce.IsHard)
        {
            return Suppressed(new NewSuppression(SuppressionReasons.HardBounce, null, bounce.To), now);
        }

        var recent = Bounces.RemoveAll(at => at + BounceLife <= now).Add(now);
        return recent.Count >= SoftBounces
            ? Suppressed(new NewSuppression(SuppressionReasons.SoftBounces, now + SoftSuppression, bounce.To), now) with { Bounces = [] }
            : this with { To = bounce.To, Bounces = recent.Count > MaxBounces ? recent.RemoveAt(0) : recent };
    }

    /// <summary>Counts a message against a cap; null when the cap is reached, the same state when it was counted before.</summary>
    public AddressState? Take(string messageId, AddressCap cap, DateTimeOffset now)
    {
        var here = In(cap, now);
        if (here.Counted.Contains(messageId))
        {
            return this;
        }

        var counted = here.Counted.Add(messageId);
        return here.Count >= cap.Limit
            ? null
            : here with { Count = here.Count + 1, Counted = counted.Count > MaxCounted ? counted.RemoveAt(0) : counted };
    }

    /// <summary>Whether so many more would be within a cap.</summary>
    public bool HasRoom(AddressCap cap, int messages, DateTimeOffset now) => In(cap, now).Count + messages <= cap.Limit;

    private AddressState In(AddressCap cap, DateTimeOffset now)
    {
        var period = (now - DateTimeOffset.UnixEpoch).Ticks / cap.Period.Ticks;
        return period == Period ? this : this with { Period = period, Count = 0, Counted = [] };
    }
}
