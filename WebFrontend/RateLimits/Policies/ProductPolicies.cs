using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>
/// The product's own policies, which every request needs and none waits for: the code's until the built-in application was asked, then as it says,
/// looked at every two seconds and at once when one has changed.
/// </summary>
internal sealed partial class ProductPolicies(
    IGrainFactory grains, LiveConnector live, UsageCounter usage, TimeProvider time, ILogger<ProductPolicies> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<string, LimitHandle> handles = new();
    private readonly SemaphoreSlim changed = new(0, 1);
    private int version = -1;

    private static ILimitAppGrain App(IGrainFactory grains) => grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(RateLimitKey.Product));

    /// <summary>All policies of the code, and those that were added.</summary>
    public IEnumerable<LimitTerms> All => LimitPolicies.Product.Select(p => Find(p.Name).Terms);

    public LimitHandle Find(string policy) => handles.GetOrAdd(policy, name => new LimitHandle(TermsOf(LimitPolicies.Get(name))));

    public async Task RenewAsync()
    {
        if (await App(grains).GetPolicies(version) is not { } set)
        {
            return;
        }

        foreach (var policy in set.Policies)
        {
            var handle = handles.GetOrAdd(policy.Name, _ => new LimitHandle(TermsOf(policy)));
            if (handle.Terms.Policy != policy)
            {
                handle.Terms = TermsOf(policy);
            }
        }

        version = set.Version;
    }

    public override void Dispose()
    {
        changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = live.Listen($"rate-limits:policies:{RateLimitKey.Product}", App(grains), Hear);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RenewAsync();
            }
            catch (Exception fault)
            {
                LogNotRenewed(logger, fault);
            }

            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var pause = new CancellationTokenSource(PolicyBook.Life, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stoppingToken);
        await changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Hear(LiveBatch batch)
    {
        if ((batch.Events.Count > 0 || batch.Reset) && changed.CurrentCount == 0)
        {
            changed.Release();
        }
    }

    private LimitTerms TermsOf(LimitPolicy policy) => new(RateLimitKey.Product, policy, usage.Of(RateLimitKey.Product).Count(policy.Name));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The product's policies cannot be asked for; the last ones serve.")]
    private static partial void LogNotRenewed(ILogger logger, Exception fault);
}
