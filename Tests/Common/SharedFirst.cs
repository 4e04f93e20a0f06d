using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(OrleansBackends.Tests.Common.SharedFirst))]

namespace OrleansBackends.Tests.Common;

/// <summary>
/// Classes that share something run one after another and take longest as a whole: they begin first, so that the others run beside them and not before.
/// </summary>
public sealed class SharedFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionClassName is null).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];
}
