using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;
using OrleansBackends.WebFrontend.RateLimits.Deciding;

namespace OrleansBackends.Tests.RateLimits.Checks;

/// <summary>
/// Frontends under overload that spend leases of one limiter, over a network that takes its time and loses what is given back; one of them dies in
/// the middle.
/// </summary>
internal sealed class LeaseWorld(LimitPolicy policy, Random random)
{
    private const long Millisecond = 1_000_000;

    private readonly LimitPolicy policy = policy;
    private readonly Random random = random;
    private readonly PriorityQueue<Action<long>, long> events = new();
    private readonly List<long> admitted = [];
    private readonly SubjectCounters subject = new();

    /// <summary>The times at which something was admitted, in order.</summary>
    public List<long> Run(int frontends, long until)
    {
        var leases = new AdvanceLeases(subject, activatedAt: 0);
        var all = Enumerable.Range(0, frontends).Select(i => new Frontend(this, leases, $"f{i}")).ToList();
        foreach (var frontend in all)
        {
            for (var at = 0L; at < until; at += random.NextInt64(4 * Millisecond))
            {
                events.Enqueue(frontend.Request, at);
            }
        }

        events.Enqueue(_ => all[0].Dead = true, until / 2);
        while (events.TryDequeue(out var happen, out var now))
        {
            happen(now);
        }

        return [.. admitted.Order()];
    }

    private long Delay() => random.NextInt64(1, 60 * Millisecond);

    private sealed class Frontend(LeaseWorld world, AdvanceLeases leases, string name)
    {
        private readonly PaidAhead paid = new();
        private bool asking;

        public bool Dead { get; set; }

        public void Request(long now)
        {
            if (Dead)
            {
                return;
            }

            if (paid.TrySpend(now, 1))
            {
                world.admitted.Add(now);
                if (paid.Current!.TryRenew())
                {
                    Ask(now, cost: 0);
                }
            }
            else
            {
                Ask(now, cost: 1);
            }
        }

        private void Ask(long sent, long cost)
        {
            if (asking)
            {
                return;
            }

            asking = true;
            LeaseReturn[] rests = paid.TakeRests(sent), returns = world.random.Next(5) == 0 ? [] : rests;
            var request = new LeaseRequest(world.policy, cost, world.random.Next(1, 40), name, returns);
            world.events.Enqueue(
                now =>
                {
                    var grant = leases.Lease(request, now).Require();
                    world.events.Enqueue(later => Receive(grant, cost, sent, later), now + world.Delay());
                },
                sent + world.Delay());
        }

        private void Receive(LeaseGrant grant, long cost, long sent, long now)
        {
            asking = false;
            if (Dead || !grant.Decision.Allowed)
            {
                return;
            }

            if (grant.Units == 0)
            {
                world.admitted.AddRange(Enumerable.Repeat(grant.At, (int)cost));
                return;
            }

            // Where the answer comes too late for its lease, the unit asked for stays spent and is not admitted.
            var lease = new Lease(grant, sent + grant.ValidNs, spent: cost);
            paid.Add(lease, now);
            if (lease.IsValid(now))
            {
                world.admitted.AddRange(Enumerable.Repeat(now, (int)cost));
            }
        }
    }
}
