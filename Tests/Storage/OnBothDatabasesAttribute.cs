using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace OrleansBackends.Tests.Storage;

/// <summary>Runs a theory on both databases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Db>().Select(db => new TheoryDataRow<Db>(db))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
