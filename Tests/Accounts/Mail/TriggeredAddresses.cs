using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Hears whom triggers go to: their documents let go of addresses once everybody is told.</summary>
internal sealed class TriggeredAddresses : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<string, string?> Addresses = new(StringComparer.Ordinal);

    public static string Of(string trigger) => Addresses[trigger] ?? throw new InvalidOperationException($"{trigger} names nobody's address.");

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is NewTrigger { To: [var to, ..] })
        {
            Addresses[context.TargetId.Key.ToString()!] = to.Email;
        }

        return context.Invoke();
    }
}
