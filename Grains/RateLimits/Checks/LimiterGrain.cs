using Microsoft.Extensions.Logging;
using Orleans.Placement;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>Decides in memory, in one turn; storage follows behind.</summary>
[GrainType("limit"), RandomPlacement, CollectionAgeLimit(Minutes = 1)]
internal sealed partial class LimiterGrain : Grain, ILimiterGrain, IOutboxGrain
{
    private const long Minute = 60_000_000_000;
    private const long LongestIdle = 15 * Minute;

    private readonly IPersistentState<LimiterState> storage;
    private readonly TimeProvider time;
    private readonly SubjectCounters subject = new();
    private readonly Uses uses = new();
    private readonly LimiterStore store;
    private AdvanceLeases leases = null!;
    private LimitClock clock = null!;
    private long keptUntil;

    public LimiterGrain(
        [PersistentState(LimiterState.Name)] IPersistentState<LimiterState> storage, TimeProvider time, ILogger<LimiterStore> logger)
    {
        this.storage = storage;
        this.time = time;
        store = new LimiterStore(this, storage, Snapshot, logger);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        clock = new LimitClock(time, storage.State.At);
        leases = new AdvanceLeases(subject, clock.Now);
        LimiterSnapshot.Load(storage.State, subject, uses);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => store.SaveLast();

    public Task<Result<TakeAnswer>> Take(IReadOnlyList<LimitCheck> checks, string? checkId)
    {
        if (checkId is { Length: 0 or > ILimiterGrain.MaxCheckIdLength })
        {
            return Task.FromResult<Result<TakeAnswer>>(RateLimitErrors.CheckIdInvalid);
        }

        var taken = subject.Take(checks, checkId, clock.Now);
        Changed(checks);
        return Task.FromResult(taken);
    }

    public Task<Result<TakeAnswer>> Peek(IReadOnlyList<LimitCheck> checks) => Task.FromResult(subject.Peek(checks, clock.Now));

    public Task<Result<long>> Refund(string checkId, LimitPolicy policy, long cost)
    {
        var refunded = subject.Refund(checkId, policy, cost, clock.Now);
        Changed(policy.Name);
        return Task.FromResult(refunded);
    }

    public Task Undo(string checkId)
    {
        subject.Undo(checkId, clock.Now);
        return ChangedAll();
    }

    public Task GiveBack(LimitPolicy policy, long takenAt, long cost)
    {
        subject.GiveBack(policy, takenAt, cost, clock.Now);
        Changed(policy.Name);
        return Task.CompletedTask;
    }

    public Task Reset(IReadOnlyList<string>? policies)
    {
        subject.Reset(policies, clock.Now);
        return ChangedAll();
    }

    public Task<Result<LeaseGrant>> Lease(LeaseRequest request)
    {
        var granted = leases.Lease(request, clock.Now);
        Changed(request.Policy.Name);
        return Task.FromResult(granted);
    }

    public Task Return(IReadOnlyList<LeaseReturn> returns)
    {
        leases.Return(returns, clock.Now);
        return ChangedAll();
    }

    public Task<SubjectView> Show(IReadOnlyList<LimitPolicy> policies) =>
        Task.FromResult(SubjectViews.Show(subject, uses, policies, clock.Now));

    public async Task Erase()
    {
        subject.Clear();
        uses.Clear();
        if (storage.RecordExists)
        {
            await storage.ClearStateAsync();
        }
    }

    /// <summary>What a limiter owes in the end is the end of its document.</summary>
    public async Task DeliverOutbox() => await store.SaveNow(time);

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    private LimiterState? Snapshot(bool ending)
    {
        foreach (var counter in subject.Counters.All)
        {
            counter.Unsaved = 0;
        }

        return LimiterSnapshot.Save(subject, uses, clock.Now, ending);
    }

    private void Changed(IReadOnlyList<LimitCheck> checks)
    {
        foreach (var check in checks)
        {
            Changed(check.Policy.Name);
        }
    }

    private void Changed(string policy)
    {
        if (subject.Counters.Find(policy) is { Unsaved: > 0 } counter)
        {
            KeepFor(counter.Peek(clock.Now, 0).ResetAfter);
            if (counter.OutlivesCrash)
            {
                store.SaveSoon(now: counter.Unsaved * LimiterStore.Parts >= counter.Policy.Limit);
            }
        }
    }

    private Task ChangedAll()
    {
        foreach (var counter in subject.Counters.All)
        {
            Changed(counter.Policy.Name);
        }

        return Task.CompletedTask;
    }

    private void KeepFor(long wait)
    {
        var until = clock.Now + Math.Min(wait, LongestIdle);
        if (wait > Minute && until > keptUntil + Minute)
        {
            keptUntil = until;
            this.DelayDeactivation(TimeSpan.FromTicks((until - clock.Now) / TimeSpan.NanosecondsPerTick));
        }
    }
}
