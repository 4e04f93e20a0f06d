using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>
/// One numbered event of a topic. <paramref name="Position"/> is <c>"&lt;epoch&gt;-&lt;seq&gt;"</c>; <paramref name="Before"/> is the position of the event
/// before it, so a watcher sees a gap by comparing. <paramref name="Data"/> is JSON text.
/// </summary>
[GenerateSerializer, Immutable, Alias("common.live-event")]
public sealed record LiveEvent(
    [property: Id(0)] string Name, [property: Id(1)] string Position, [property: Id(2)] string Before, [property: Id(3)] string Data);

/// <summary>
/// Events of one topic in order, and the position after them. When <paramref name="Reset"/> is true the watcher's own position was of another
/// epoch or too old: the events are a snapshot that replaces what it knows.
/// </summary>
[GenerateSerializer, Immutable, Alias("common.live-batch")]
public sealed record LiveBatch(
    [property: Id(0)] string Topic, [property: Id(1)] string Position, [property: Id(2)] IReadOnlyList<LiveEvent> Events, [property: Id(3)] bool Reset);

/// <summary>One per frontend process, whatever the number of its connections.</summary>
[GrainInterfaceType("live-observer"), Alias("common.i-live-observer")]
public interface ILiveObserver : IGrainObserver
{
    [OneWay, Alias("Deliver")]
    Task Deliver(LiveBatch batch);
}

/// <summary>A grain that people watch. Watching again renews (every 10 s; forgotten after 30 s) and answers what follows <c>after</c>.</summary>
[GrainInterfaceType("live-source"), Alias("common.i-live-source")]
public interface ILiveSource : IGrainWithStringKey
{
    /// <param name="observer">The frontend process that delivers to its watchers.</param>
    /// <param name="after">Position of the last event seen; null for none.</param>
    [Alias("Watch")]
    Task<LiveBatch> Watch(ILiveObserver observer, string? after);

    [Alias("Unwatch")]
    Task Unwatch(ILiveObserver observer);
}
