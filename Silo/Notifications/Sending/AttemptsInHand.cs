using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// The attempts of this silo until their outcome is durable. A dispatch that lost its memory hands out again what is on its way or has just left: that is
/// not sent twice, but its outcome reported again.
/// </summary>
internal sealed class AttemptsInHand(TimeProvider time)
{
    /// <summary>Beyond so many those are forgotten whose dispatch never asked again.</summary>
    private const int MaxKept = 20_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Place, Made> attempts = [];
    private readonly Lock changing = new();

    public Task<SendReport> Make(DispatchKey dispatch, ClaimedMessage claim, Func<Task<SendReport>> send)
    {
        Made? made;
        var place = Place.Of(dispatch, claim);
        lock (changing)
        {
            if (!attempts.TryGetValue(place, out made))
            {
                Forget();
                attempts.Add(place, made = new Made(new Lazy<Task<SendReport>>(send), time.GetUtcNow()));
            }
        }

        return made.Report.Value;
    }

    /// <summary>What the dispatch has noted will not be handed out again.</summary>
    public void Noted(DispatchKey dispatch, IEnumerable<ClaimedMessage> claims)
    {
        lock (changing)
        {
            foreach (var claim in claims)
            {
                attempts.Remove(Place.Of(dispatch, claim));
            }
        }
    }

    private void Forget()
    {
        if (attempts.Count >= MaxKept)
        {
            var old = time.GetUtcNow() - Kept;
            foreach (var (place, _) in attempts.Where(attempt => attempt.Value.Begun < old).ToList())
            {
                attempts.Remove(place);
            }
        }
    }

    private readonly record struct Place(string Dispatch, Lane Lane, long Claim, int Attempt)
    {
        public static Place Of(DispatchKey dispatch, ClaimedMessage claim) => new(dispatch.Text, claim.Message.Lane, claim.Claim, claim.Attempt);
    }

    private sealed record Made(Lazy<Task<SendReport>> Report, DateTimeOffset Begun);
}
