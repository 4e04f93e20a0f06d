using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// Which triggers a subscriber has had and what it answered, one short text each: hash of the id, second, and the four counts. 500 of them or seven
/// days, whichever is more, up to 2,000.
/// </summary>
internal static class SeenTriggers
{
    public const int Least = 500;
    public const int Most = 2_000;

    public static readonly TimeSpan Age = TimeSpan.FromDays(7);

    private const int HashBytes = 12;

    public static DeliveryOutcome? Find(this ImmutableList<string> seen, string transactionId)
    {
        var hash = Hash(transactionId);
        return seen.FindLast(text => text.StartsWith(hash, StringComparison.Ordinal)) is { } found ? Outcome(found) : null;
    }

    public static SubscriberState Remember(this SubscriberState state, string transactionId, DeliveryOutcome outcome, DateTimeOffset now)
    {
        var seen = state.Seen.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Hash(transactionId)}|{now.ToUnixTimeSeconds()}|{outcome.Queued}|{outcome.Held}|{outcome.Waiting}|{outcome.Suppressed}"));
        var old = (now - Age).ToUnixTimeSeconds();
        var drop = Math.Max(seen.Count - Most, 0);
        while (seen.Count - drop > Least && Second(seen[drop]) < old)
        {
            drop++;
        }

        return drop == 0
            ? state with { Seen = seen }
            : state with { Seen = seen.RemoveRange(0, drop), ForgottenUpTo = DateTimeOffset.FromUnixTimeSeconds(Second(seen[drop - 1]) + 1) };
    }

    private static DeliveryOutcome Outcome(string text)
    {
        var counts = text.Split('|').Skip(2).Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new DeliveryOutcome(counts[0], counts[1], counts[2], counts[3]);
    }

    private static long Second(string text) => long.Parse(text.Split('|')[1], CultureInfo.InvariantCulture);

    private static string Hash(string transactionId) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(transactionId)).AsSpan(0, HashBytes));
}
