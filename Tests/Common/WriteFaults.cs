using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace OrleansBackends.Tests.Common;

/// <summary>Wraps the default storage so that chosen writes and reads fail or wait.</summary>
internal sealed class WriteFaults
{
    private const string Default = "Default";

    private readonly ConcurrentDictionary<(string State, string Key), Func<Func<Task>, Task>> faults = new();
    private readonly ConcurrentDictionary<(string State, string Key), Func<Task>> reads = new();

    public void Fail(string state, string key, int times, bool afterWriting)
    {
        var left = times;
        Set(state, key, async write =>
        {
            if (--left == 0)
            {
                faults.TryRemove((state, key), out _);
            }

            if (afterWriting)
            {
                await write();
            }

            throw new IOException($"The test lets this write of {state} fail.");
        });
    }

    public IDisposable RefuseReads(string state, string key)
    {
        reads[(state, key)] = () => throw new IOException($"The test lets no read of {state} pass.");
        return new Refusal(() => reads.TryRemove((state, key), out _));
    }

    public HeldWrites HoldReads(string state, string key)
    {
        var held = new HeldWrites(() => reads.TryRemove((state, key), out _));
        reads[(state, key)] = held.Pass;
        return held;
    }

    public HeldWrites Hold(string state, string key)
    {
        Func<Func<Task>, Task> hold = null!;
        var held = new HeldWrites(() => faults.TryRemove(KeyValuePair.Create((state, key), hold)));
        hold = async write =>
        {
            await held.Pass();
            await write();
        };
        Set(state, key, hold);
        return held;
    }

    public void Wrap(IServiceCollection services)
    {
        var inner = services.Last(s => s.ServiceType == typeof(IGrainStorage) && Equals(s.ServiceKey, Default));
        services.Remove(inner);
        services.AddKeyedSingleton<IGrainStorage>(Default, (provider, key) => new Storage(this, Make(inner, provider, key)));
    }

    private static IGrainStorage Make(ServiceDescriptor descriptor, IServiceProvider services, object? key) =>
        (IGrainStorage)(descriptor.KeyedImplementationInstance ?? descriptor.KeyedImplementationFactory!(services, key));

    private void Set(string state, string key, Func<Func<Task>, Task> fault) => faults[(state, key)] = fault;

    private Task Write(string state, GrainId grain, Func<Task> write) =>
        faults.TryGetValue((state, grain.Key.ToString()!), out var fault) ? fault(write) : write();

    private sealed class Refusal(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private sealed class Storage(WriteFaults faults, IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (faults.reads.TryGetValue((stateName, grainId.Key.ToString()!), out var fault))
            {
                await fault();
            }

            await inner.ReadStateAsync(stateName, grainId, grainState);
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            faults.Write(stateName, grainId, () => inner.WriteStateAsync(stateName, grainId, grainState));

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            faults.Write(stateName, grainId, () => inner.ClearStateAsync(stateName, grainId, grainState));
    }
}

/// <summary>Writes or reads that wait until this is disposed.</summary>
public sealed class HeldWrites(Action end) : IDisposable
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when one has reached storage and waits there.</summary>
    public Task Arrived => arrived.Task;

    public void Dispose()
    {
        end();
        released.TrySetResult();
    }

    internal Task Pass()
    {
        arrived.TrySetResult();
        return released.Task;
    }
}
