using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench;

/// <summary>A measurement with a name for the command line; it starts what it needs and leaves nothing behind.</summary>
internal sealed record BenchCase(string Name, Func<InterleavedPairs, IAsyncEnumerable<Row>> Run);
