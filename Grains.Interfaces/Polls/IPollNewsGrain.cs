using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>What is told of a poll to those who may not see counts, in memory only: a feed of its own, so that no event can leak one.</summary>
[GrainInterfaceType("pollnews"), Alias("polls.i-news")]
public interface IPollNewsGrain : ILiveSource
{
    /// <param name="eventName"><c>state</c> or <c>comment</c>.</param>
    /// <param name="data">JSON text.</param>
    [OneWay, Alias("Announce")]
    Task Announce(string eventName, string data);
}
