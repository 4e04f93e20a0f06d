namespace OrleansBackends.Grains.Common;

/// <summary>
/// Finds the grains of one state that still owe something after a crash: each state with an outbox registers one, over a view.
/// </summary>
public interface ISweepSource
{
    /// <summary>State name of the documents, <c>&lt;slice&gt;.&lt;entity&gt;</c>.</summary>
    string StateName { get; }

    /// <summary>Keys of grains whose outbox is not empty since before <paramref name="olderThan"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, int limit, CancellationToken cancellation);
}
