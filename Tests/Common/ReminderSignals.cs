using System.Collections.Concurrent;

namespace OrleansBackends.Tests.Common;

/// <summary>Tells when a grain's reminder has fired. Arm before time is moved.</summary>
internal sealed class ReminderSignals
{
    private readonly ConcurrentDictionary<GrainId, TaskCompletionSource> waiting = new();

    public Task Next(GrainId grain) =>
        waiting.GetOrAdd(grain, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Fired(GrainId grain)
    {
        if (waiting.TryRemove(grain, out var signal))
        {
            signal.SetResult();
        }
    }
}

internal sealed class ReminderSignalFilter(ReminderSignals signals) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        finally
        {
            if (context.MethodName == nameof(IRemindable.ReceiveReminder))
            {
                signals.Fired(context.TargetId);
            }
        }
    }
}
