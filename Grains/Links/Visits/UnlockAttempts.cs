using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Grains.Links.Visits;

/// <summary>
/// Tries of a link's password within the last hour, at most 50, and at most 5 a minute of one client. In memory: what an activation that ends
/// forgets is the count of tries, and the work of one try stays the same.
/// </summary>
internal sealed class UnlockAttempts
{
    public const int PerMinuteAndClient = 5;
    public const int PerHour = 50;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<(string Client, DateTimeOffset At)> tries = new();

    /// <summary>Counts a try, or says how long to wait.</summary>
    public Error? Begin(string client, DateTimeOffset now)
    {
        while (tries.TryPeek(out var oldest) && oldest.At + Hour <= now)
        {
            tries.Dequeue();
        }

        if (tries.Count >= PerHour)
        {
            return LinkErrors.TooManyTries(tries.Peek().At + Hour - now);
        }

        var recent = tries.Where(t => t.Client == client && t.At + Minute > now).ToList();
        if (recent.Count >= PerMinuteAndClient)
        {
            return LinkErrors.TooManyTries(recent[0].At + Minute - now);
        }

        tries.Enqueue((client, now));
        return null;
    }
}
