using Orleans.CodeGeneration;
using Orleans.Runtime.Messaging;
using Orleans.Serialization.Invocation;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Repeats a call once where the cluster turned it away and a repeat can do no harm: it only reads, or it carries an operation id. A call that
/// timed out is not repeated, since its caller has waited long enough.
/// </summary>
internal sealed class RepeatOnce : IOutgoingGrainCallFilter
{
    /// <summary>Long enough for the directory to forget a silo that died.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception rejected) when (IsTransient(rejected) && MayRepeat(context.Request))
        {
            await Task.Delay(Pause);
            await context.Invoke();
        }
    }

    /// <summary>A silo that is stopping also cancels what it has begun, and a bare <see cref="OrleansException"/> says that no silo takes the grain now.</summary>
    private static bool IsTransient(Exception fault) =>
        fault is SiloUnavailableException or OrleansMessageRejectionException or GatewayTooBusyException or ConnectionFailedException
            or OperationCanceledException
        || fault.GetType() == typeof(OrleansException);

    private static bool MayRepeat(IInvokable request) =>
        (request is RequestBase call && call.Options.HasFlag(InvokeMethodOptions.ReadOnly))
        || Enumerable.Range(0, request.GetArgumentCount()).Any(i => request.GetArgument(i) is OperationId);
}
