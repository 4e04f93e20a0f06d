using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>How fast each person sends in one room: a bucket of 10, one more a second, and slow mode. In memory: who waits out a restart has waited.</summary>
internal sealed class SendPace
{
    private const double Burst = 10;
    private const int Bound = 1_024;

    private readonly Dictionary<UserId, Pace> paces = [];

    /// <summary>Refuses, or takes one from the bucket.</summary>
    public Error? Take(UserId by, int slowModeSeconds, DateTimeOffset now)
    {
        var pace = paces.GetValueOrDefault(by, new Pace(Burst, now, null));
        var wait = pace.SentAt is { } sent ? sent.AddSeconds(slowModeSeconds) - now : TimeSpan.Zero;
        if (slowModeSeconds > 0 && wait > TimeSpan.Zero)
        {
            return ChatErrors.SlowMode(wait);
        }

        var left = Left(pace, now);
        if (left < 1)
        {
            return ChatErrors.TooFast(TimeSpan.FromSeconds(1 - left));
        }

        paces[by] = new Pace(left - 1, now, pace.SentAt);
        Forget(now);
        return null;
    }

    /// <summary>A message was accepted: slow mode counts from here.</summary>
    public void Sent(UserId by, DateTimeOffset now) => paces[by] = paces.GetValueOrDefault(by, new Pace(Burst, now, null)) with { SentAt = now };

    private static double Left(Pace pace, DateTimeOffset now) => Math.Min(Burst, pace.Left + (now - pace.At).TotalSeconds);

    private void Forget(DateTimeOffset now)
    {
        if (paces.Count > Bound)
        {
            var longAgo = now.AddSeconds(-ChatLimits.SlowModeSeconds);
            foreach (var (user, _) in paces.Where(p => p.Value.At < longAgo || (p.Value.SentAt is null && Left(p.Value, now) >= Burst)).ToList())
            {
                paces.Remove(user);
            }
        }
    }

    private sealed record Pace(double Left, DateTimeOffset At, DateTimeOffset? SentAt);
}
