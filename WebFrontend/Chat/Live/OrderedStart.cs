namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>Keeps what comes until what was missed has been handed on.</summary>
internal sealed class OrderedStart(Action<LiveBatch> handOn)
{
    private readonly Lock gate = new();
    private List<LiveBatch>? early = [];

    public void Later(LiveBatch batch)
    {
        lock (gate)
        {
            if (early is not null)
            {
                early.Add(batch);
                return;
            }

            handOn(batch);
        }
    }

    public void First(LiveBatch? missed)
    {
        lock (gate)
        {
            if (missed is not null)
            {
                handOn(missed);
            }

            early!.ForEach(handOn);
            early = null;
        }
    }
}
