using System.Reflection;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Architecture;

public sealed class ContractTests
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void What_travels_in_grain_calls_is_serialised_under_a_fixed_name()
    {
        var unnamed =
            from type in Travelling()
            where type.GetCustomAttribute<GenerateSerializerAttribute>() is null || Alias(type) is null
            select type.FullName;
        Assert.Empty(unnamed);
    }

    [Fact]
    public void A_fixed_name_begins_with_the_slice_and_is_given_once()
    {
        var named = Solution.Assemblies.SelectMany(assembly => assembly.OwnTypes()).Where(type => Alias(type) is not null).ToList();
        Assert.Empty(named.Where(type => !Regex.IsMatch(Alias(type)!, $"^{Solution.Kebab(Solution.SliceOf(type)!)}\\.[a-z][a-z0-9`-]*$"))
            .Select(type => $"{type}: {Alias(type)}"));
        Assert.Empty(named.GroupBy(Alias).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Request_records_are_public_classes()
    {
        var hidden =
            from type in Solution.WebFrontend.OwnTypes()
            where type.Name.EndsWith("Request", StringComparison.Ordinal) && Solution.Slices.Contains(Solution.SliceOf(type))
            where !type.IsVisible || !type.IsClass
            select type.FullName;
        Assert.Empty(hidden);
    }

    /// <summary>Our types that grain methods take or answer, and what those hold.</summary>
    private static HashSet<Type> Travelling()
    {
        var found = new HashSet<Type>();
        var waiting = new Stack<Type>(
            from type in Solution.Interfaces.OwnTypes()
            where type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)
            from method in type.GetMethods()
            from used in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            select used);
        while (waiting.TryPop(out var type))
        {
            Array.ForEach(type.GetGenericArguments(), waiting.Push);
            if (type.GetElementType() is { } element)
            {
                waiting.Push(element);
            }

            var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (Solution.Assemblies.Contains(plain.Assembly) && !plain.IsGenericParameter && !typeof(IAddressable).IsAssignableFrom(plain) && found.Add(plain))
            {
                Array.ForEach(plain.GetFields(Instance), field => waiting.Push(field.FieldType));
            }
        }

        return found;
    }

    private static string? Alias(Type type) => type.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias;
}
