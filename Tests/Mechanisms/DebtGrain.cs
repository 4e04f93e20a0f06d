using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansBackends.Tests.Mechanisms;

public sealed record DebtState
{
    public int SchemaVersion { get; init; } = 1;

    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    public ImmutableList<string> Received { get; init; } = [];
}

[GrainInterfaceType("testdebt"), Alias("tests.i-debt")]
public interface IDebtGrain : IOutboxGrain
{
    [Alias("Owe")]
    Task Owe(string to, params string[] things);

    /// <summary>Commits and dies before anything is sent.</summary>
    [Alias("OweAndCrash")]
    Task OweAndCrash(string to, string thing);

    [Alias("Receive")]
    Task Receive(string id, string thing);

    [Alias("Owed")]
    Task<int> Owed();

    [Alias("Received")]
    Task<string[]> Received();
}

[GrainType("testdebt")]
internal sealed class DebtGrain : Grain, IDebtGrain
{
    public const string StateName = "tests.debt";

    public const string View =
        $"(SELECT grain_key, state->'outbox'->0->>'at' AS oldest FROM grain_state WHERE state_name = '{StateName}') AS debts";

    private readonly Document<DebtState> document;
    private readonly Outbox outbox;
    private readonly TimeProvider time;

    public DebtGrain([PersistentState(StateName)] IPersistentState<DebtState> storage, TimeProvider time)
    {
        this.time = time;
        document = new Document<DebtState>(this, storage);
        outbox = new Outbox(this, () => document.Current.Outbox, Send, NullLogger.Instance);
    }

    /// <summary>What a test lets happen before a grain receives, by its key.</summary>
    public static ConcurrentDictionary<string, Func<string, Task>> BeforeReceiving { get; } = new();

    public static ConcurrentDictionary<string, bool> CannotBeWoken { get; } = new();

    /// <summary>How often a grain that cannot be woken was tried, by its key.</summary>
    public static ConcurrentDictionary<string, int> Refused { get; } = new();

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        outbox.Wake();
        return Task.CompletedTask;
    }

    public async Task Owe(string to, params string[] things)
    {
        await Commit(to, things);
        outbox.Wake();
    }

    public async Task OweAndCrash(string to, string thing)
    {
        await Commit(to, [thing]);
        DeactivateOnIdle();
    }

    public async Task Receive(string id, string thing)
    {
        if (BeforeReceiving.TryGetValue(Key, out var before))
        {
            await before(id);
        }

        if (!document.Current.Received.Contains(thing))
        {
            await document.Commit(document.Current with { Received = document.Current.Received.Add(thing) });
        }
    }

    public Task<int> Owed() => Task.FromResult(document.Current.Outbox.Count);

    public Task<string[]> Received() => Task.FromResult(document.Current.Received.ToArray());

    public Task DeliverOutbox()
    {
        if (CannotBeWoken.ContainsKey(Key))
        {
            Refused.AddOrUpdate(Key, 1, (_, times) => times + 1);
            throw new InvalidOperationException("The test lets this grain fail.");
        }

        outbox.Wake();
        return Task.CompletedTask;
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) =>
        document.Commit(document.Current with { Outbox = document.Current.Outbox.Without(ids) });

    private Task Commit(string to, string[] things) => document.Commit(document.Current with
    {
        Outbox = document.Current.Outbox.AddRange(things.Select(thing => OutboxItem.Of(Ids.New(time), to, thing, time.Now()))),
    });

    private Task Send(OutboxItem item) => GrainFactory.GetGrain<IDebtGrain>(item.Kind).Receive(item.Id, item.Read<string>());
}
