using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>
/// How many recipients a silo tells at once, whatever the number of its triggers: each costs writes, and what waits for a write waits behind all that
/// came before. So each lane waits for itself alone, and a one-time code for none.
/// </summary>
internal sealed class FanOutPlaces : IDisposable
{
    public const int AtOnce = 32;

    /// <summary>Of a campaign: fewer than a silo has connections to its database, so that a code finds one free.</summary>
    public const int AtOnceInBulk = 8;

    private readonly SemaphoreSlim transactional = new(AtOnce, AtOnce);
    private readonly SemaphoreSlim bulk = new(AtOnceInBulk, AtOnceInBulk);

    public async Task<T> Use<T>(Lane lane, Func<Task<T>> tell)
    {
        if (lane == Lane.Otp)
        {
            return await tell();
        }

        var places = lane == Lane.Bulk ? bulk : transactional;
        await places.WaitAsync();
        try
        {
            return await tell();
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        transactional.Dispose();
        bulk.Dispose();
    }
}
