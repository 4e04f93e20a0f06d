namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>Lets no call of a method, to some grains or to all, begin before it is released.</summary>
internal sealed class HeldCalls(string method, Func<string, bool>? to = null) : IOutgoingGrainCallFilter
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrived => arrived.Task;

    public void Release() => released.SetResult();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod?.Name == method && to?.Invoke(context.TargetId.Key.ToString()!) != false)
        {
            arrived.TrySetResult();
            await released.Task;
        }

        await context.Invoke();
    }
}
