namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// One local watcher of a topic, with the position it has reached: it gets each event once and in order, however catching up and delivery
/// overlap. Its topic calls it one at a time.
/// </summary>
internal sealed class LiveWatcher(Action<LiveBatch> deliver)
{
    private List<LiveBatch>? early = [];
    private string? position;

    /// <summary>Takes what came while the answer to catching up was on its way.</summary>
    /// <param name="from">Position after that answer; null to take everything.</param>
    public void Start(string? from)
    {
        position = from;
        var waiting = early ?? [];
        early = null;
        waiting.ForEach(Offer);
    }

    public void Offer(LiveBatch batch)
    {
        if (early is not null)
        {
            early.Add(batch);
            return;
        }

        if (batch.Reset || position is null)
        {
            position = batch.Position;
            deliver(batch);
            return;
        }

        var news = batch.Events.SkipWhile(e => e.Before != position).ToList();
        if (news.Count > 0)
        {
            position = news[^1].Position;
            deliver(batch with { Events = news, Position = position });
        }
    }
}
