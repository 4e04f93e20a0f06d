using System.Collections.Concurrent;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Remembers what Orleans 10.4 reads of a grain interface's attributes at every <c>GetGrain</c>; for silos and for clients.</summary>
public sealed class KnownInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly AttributeGrainInterfaceTypeProvider attributes = new(services);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> known = new();

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        if (!known.TryGetValue(type, out grainInterfaceType) && attributes.TryGetGrainInterfaceType(type, out grainInterfaceType))
        {
            known[type] = grainInterfaceType;
        }

        return !grainInterfaceType.IsDefault;
    }
}
