namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Shows one watcher the events of a topic as they are meant for it, and may fetch what the feed has forgotten. Asked for one batch at a time, in
/// order; after a fault for the same one again.
/// </summary>
public interface ILiveShaper
{
    /// <returns>Null when nothing of it is for this watcher.</returns>
    ValueTask<LiveBatch?> Shape(LiveBatch batch);
}
