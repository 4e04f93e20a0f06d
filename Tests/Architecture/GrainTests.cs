using System.Reflection;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Architecture;

public sealed class GrainTests
{
    private const int MostCallFilters = 3;

    private static readonly Type[] Grains = [.. new[] { Solution.Grains, Solution.Silo }.SelectMany(assembly => assembly.OwnTypes()).Where(type => type.IsClass && typeof(IGrainBase).IsAssignableFrom(type))];

    private static readonly Type[] Interfaces =
    [
        .. Solution.Assemblies.SelectMany(assembly => assembly.OwnTypes()).Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)),
    ];

    [Fact]
    public void Grains_are_internal_and_sealed() => Assert.DoesNotContain(Grains, grain => grain.IsVisible || !grain.IsSealed);

    [Fact]
    public void A_grain_has_a_kind_of_its_own_in_small_letters()
    {
        var kinds = Grains.Select(grain => (Grain: grain.Name, Kind: grain.GetCustomAttribute<GrainTypeAttribute>() is { } kind ? Text(kind, grain) : "")).ToList();
        Assert.DoesNotContain(kinds, kind => !Regex.IsMatch(kind.Kind, "^[a-z]+$"));
        AssertUnique(kinds.Select(kind => kind.Kind));
    }

    [Fact]
    public void A_grain_interface_and_its_methods_have_names_apart_from_code()
    {
        Assert.DoesNotContain(Interfaces, type => type.GetCustomAttribute<GrainInterfaceTypeAttribute>() is null || Alias(type) is null);
        Assert.Empty(Interfaces.SelectMany(type => type.GetMethods()).Where(method => Alias(method) is null).Select(method => $"{method.DeclaringType}.{method.Name}"));
        AssertUnique(Interfaces.Select(type => Alias(type)!));
        AssertUnique(Interfaces.Select(InterfaceType));
        Assert.All(Interfaces, type => AssertUnique(type.GetMethods().Select(method => Alias(method)!)));
    }

    [Fact]
    public void A_grain_interface_method_has_no_Async_suffix() =>
        Assert.DoesNotContain(Interfaces.SelectMany(type => type.GetMethods()), method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    [Fact]
    public void A_state_name_is_the_slice_and_the_entity_and_is_given_once()
    {
        Assert.DoesNotContain(StoredState.All, state => !Regex.IsMatch(state.Name, $"^{Solution.Kebab(Solution.SliceOf(state.Grain)!)}\\.[a-z]+$"));
        AssertUnique(StoredState.All.Select(state => state.Name));
    }

    [Fact]
    public void A_state_is_a_sealed_record_with_a_schema_version_and_without_constructor_parameters()
    {
        var wrong =
            from state in StoredState.All
            where !state.Type.IsSealed || state.Type.GetConstructor(Type.EmptyTypes) is null
                || state.Type.GetProperty("SchemaVersion")?.PropertyType != typeof(int)
            select state.Name;
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_grain_uses_the_nameless_state_of_its_base_class() =>
        Assert.DoesNotContain(Grains, grain => grain.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Grain<>));

    [Fact]
    public void There_are_at_most_three_call_filters()
    {
        var filters = Solution.Assemblies.SelectMany(assembly => assembly.OwnTypes()).Where(type =>
            type.IsClass && (typeof(IIncomingGrainCallFilter).IsAssignableFrom(type) || typeof(IOutgoingGrainCallFilter).IsAssignableFrom(type)));
        Assert.InRange(filters.Count(), 0, MostCallFilters);
    }

    private static string Text(GrainTypeAttribute kind, Type grain) => kind.GetGrainType(null!, grain).ToString()!;

    private static string InterfaceType(Type type) =>
        type.GetCustomAttribute<GrainInterfaceTypeAttribute>()!.GetGrainInterfaceType(null!, type).ToString();

    private static string? Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static void AssertUnique(IEnumerable<string> names) =>
        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
}
