using System.Globalization;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// Finds the grains of one state that still owe something after a crash: each state with an outbox registers one, over a view.
/// </summary>
public interface ISweepSource
{
    /// <summary>State name of the documents, <c>&lt;slice&gt;.&lt;entity&gt;</c>.</summary>
    string StateName { get; }

    /// <summary>
    /// Grains whose outbox is not empty since before <paramref name="olderThan"/>, in order of their keys, at most <paramref name="limit"/> after the key
    /// <paramref name="after"/> (empty: from the first).
    /// </summary>
    Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, string after, int limit, CancellationToken cancellation);
}

/// <summary>The eight sweepers and the sources each looks at: a source has one sweeper, the same in every silo and after every start.</summary>
internal static class SweeperKey
{
    public const int Count = 8;

    public static string Of(ISweepSource source) =>
        string.Create(CultureInfo.InvariantCulture, $"sweeper:{source.StateName.Aggregate(0u, (sum, c) => (sum * 31) + c) % Count}");
}
