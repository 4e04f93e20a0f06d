using System.Collections.Concurrent;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Somebody is told to be typing in a room at most once in three seconds.</summary>
internal sealed class TypingPace(TimeProvider time)
{
    private const int ForgetAbove = 10_000;

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Room, UserId User), DateTimeOffset> next = new();

    /// <returns>How long to wait; null when it is time.</returns>
    public TimeSpan? Take(string room, UserId user)
    {
        var now = time.GetUtcNow();
        if (next.TryGetValue((room, user), out var at) && at > now)
        {
            return at - now;
        }

        next[(room, user)] = now + AtMostEvery;
        if (next.Count > ForgetAbove)
        {
            foreach (var old in next.Where(n => n.Value <= now))
            {
                next.TryRemove(old);
            }
        }

        return null;
    }
}
