using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Grains.RateLimits.Checks;

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
        private (long Id, long Units, long Until) lease;
        private bool asking;

        public bool Dead { get; set; }

        public void Request(long now)
        {
            if (Dead)
            {
                return;
            }

            if (now < lease.Until && lease.Units > 0)
            {
                lease.Units--;
                world.admitted.Add(now);
            }
            else if (!asking)
            {
                asking = true;
                Ask(now);
            }
        }

        private void Ask(long sent)
        {
            var lost = world.random.Next(5) == 0;
            LeaseReturn[] returns = lease.Units > 0 && !lost ? [new LeaseReturn(lease.Id, lease.Units)] : [];
            lease = default;
            var request = new LeaseRequest(world.policy, 1, world.random.Next(1, 40), name, returns);
            world.events.Enqueue(
                now =>
                {
                    var grant = leases.Lease(request, now).Require();
                    world.events.Enqueue(later => Receive(grant, sent, later), now + world.Delay());
                },
                sent + world.Delay());
        }

        private void Receive(LeaseGrant grant, long sent, long now)
        {
            asking = false;
            if (Dead || !grant.Decision.Allowed)
            {
                return;
            }

            if (grant.Units == 0)
            {
                world.admitted.Add(grant.At);
                return;
            }

            // Where the answer comes too late for its lease, the unit asked for stays spent and is not admitted.
            lease = (grant.Lease, grant.Units - 1, sent + grant.ValidNs);
            if (now < lease.Until)
            {
                world.admitted.Add(now);
            }
        }
    }
}
