namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>One pool for each mail server that this silo speaks to; unused ones go.</summary>
internal sealed class MailPools : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly Dictionary<MailServer, (MailPool Pool, int Users)> pools = [];
    private readonly MailDialer dialer;
    private readonly TimeProvider time;
    private readonly ITimer sweeping;

    public MailPools(MailDialer dialer, TimeProvider time)
    {
        this.dialer = dialer;
        this.time = time;
        sweeping = time.CreateTimer(_ => Sweep(), null, Every, Every);
    }

    public async Task<T> Use<T>(MailServer server, Func<MailPool, Task<T>> use)
    {
        var pool = Enter(server);
        try
        {
            return await use(pool);
        }
        finally
        {
            Leave(server);
        }
    }

    public void Dispose()
    {
        sweeping.Dispose();
        lock (pools)
        {
            foreach (var (pool, _) in pools.Values)
            {
                pool.Dispose();
            }

            pools.Clear();
        }
    }

    private MailPool Enter(MailServer server)
    {
        lock (pools)
        {
            var (pool, users) = pools.TryGetValue(server, out var known) ? known : (new MailPool(server, dialer, time), 0);
            pools[server] = (pool, users + 1);
            return pool;
        }
    }

    private void Leave(MailServer server)
    {
        lock (pools)
        {
            if (pools.TryGetValue(server, out var known))
            {
                pools[server] = known with { Users = known.Users - 1 };
            }
        }
    }

    private void Sweep()
    {
        lock (pools)
        {
            foreach (var (server, (pool, users)) in pools.ToList())
            {
                if (pool.Sweep() && users == 0)
                {
                    pools.Remove(server);
                    pool.Dispose();
                }
            }
        }
    }
}
