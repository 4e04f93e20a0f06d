using System.Reflection;

namespace OrleansBackends.Tests.Architecture;

/// <summary>A document as grains declare it.</summary>
internal sealed record StoredState(string Name, Type Type, Type Grain)
{
    public static IReadOnlyList<StoredState> All { get; } =
    [
        .. from grain in Solution.Grains.OwnTypes()
           from parameter in grain.GetConstructors().SelectMany(constructor => constructor.GetParameters())
           let attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where attribute is not null
           select new StoredState(attribute.StateName, parameter.ParameterType.GetGenericArguments().Single(), grain),
    ];
}
