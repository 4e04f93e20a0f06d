using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.Grains.Links;

/// <summary>How many links each owner has, as this silo knows: counted once a minute, and one more with each link made here.</summary>
internal sealed class LinkQuota(IGrainFactory grains, IOptions<LinksOptions> options, TimeProvider time)
{
    private const int Bound = 10_000;
    private static readonly TimeSpan CountHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UserId, Owned> owners = new();

    /// <summary>Makes room for one more link, or tells that there is none.</summary>
    public async ValueTask<bool> TryTake(UserId owner)
    {
        var now = time.GetUtcNow();
        if (!owners.TryGetValue(owner, out var owned) || owned.Until <= now)
        {
            if (owners.Count >= Bound)
            {
                owners.Clear();
            }

            owned = new Owned(await grains.GetGrain<ILinkQueries>(0).Count(owner, options.Value.MaxPerOwner), now + CountHolds);
            owners[owner] = owned;
        }

        return owned.TryTake(options.Value.MaxPerOwner);
    }

    private sealed class Owned(int count, DateTimeOffset until)
    {
        private int links = count;

        public DateTimeOffset Until => until;

        public bool TryTake(int most) => Interlocked.Increment(ref links) <= most;
    }
}
