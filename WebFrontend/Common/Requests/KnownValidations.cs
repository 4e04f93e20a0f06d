using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Validation;

namespace OrleansBackends.WebFrontend.Common;

#pragma warning disable ASP0029 // For evaluation only: the framework asks its resolvers anew for each object of each request, and theirs reflect each time.

/// <summary>What is to be validated of a type, worked out once.</summary>
internal sealed class KnownValidations(IReadOnlyList<IValidatableInfoResolver> resolvers) : IValidatableInfoResolver
{
    private readonly ConcurrentDictionary<Type, IValidatableInfo?> types = new();

    public static void Keep(ValidationOptions options)
    {
        var known = new KnownValidations([.. options.Resolvers]);
        options.Resolvers.Clear();
        options.Resolvers.Add(known);
    }

    public bool TryGetValidatableTypeInfo(Type type, [NotNullWhen(true)] out IValidatableInfo? validatableInfo)
    {
        validatableInfo = types.GetOrAdd(type, Find);
        return validatableInfo is not null;
    }

    public bool TryGetValidatableParameterInfo(ParameterInfo parameterInfo, [NotNullWhen(true)] out IValidatableInfo? validatableInfo)
    {
        foreach (var resolver in resolvers)
        {
            if (resolver.TryGetValidatableParameterInfo(parameterInfo, out validatableInfo))
            {
                return true;
            }
        }

        validatableInfo = null;
        return false;
    }

    private IValidatableInfo? Find(Type type)
    {
        foreach (var resolver in resolvers)
        {
            if (resolver.TryGetValidatableTypeInfo(type, out var found))
            {
                return found;
            }
        }

        return null;
    }
}
