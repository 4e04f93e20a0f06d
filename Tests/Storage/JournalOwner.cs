using System.Reflection;

namespace OrleansBackends.Tests.Storage;

/// <summary>Stands for the grain that owns a stream; remembers whether it was told to end.</summary>
public sealed class JournalOwner : IGrainBase
{
    private readonly Context context;

    public JournalOwner()
    {
        GrainContext = DispatchProxy.Create<IGrainContext, Context>();
        context = (Context)GrainContext;
    }

    public IGrainContext GrainContext { get; }

    public bool Ended => context.Ended;

    public class Context : DispatchProxy
    {
        internal bool Ended { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Ended |= targetMethod!.Name == nameof(IGrainContext.Deactivate);
            return null;
        }
    }
}
