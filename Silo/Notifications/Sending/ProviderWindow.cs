using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>How many messages are on their way to one provider. The last quarter is never bulk's, so that a campaign leaves room for a code.</summary>
internal sealed class ProviderWindow(int size)
{
    /// <summary>Messages whose outcome is not yet durable, in windows: a slow journal slows the sending down.</summary>
    private const int Unreported = 8;

    private readonly int[] busy = new int[3];
    private int unreported;

    public bool IsIdle => unreported == 0 && busy.Sum() == 0;

    public int Room(Lane lane)
    {
        var free = Math.Min(size - busy.Sum(), (size * Unreported) - unreported);
        return Math.Max(0, lane == Lane.Bulk ? Math.Min(free, (size * 3 / 4) - busy[(int)Lane.Bulk]) : free);
    }

    public void Take(Lane lane, int count)
    {
        busy[(int)lane] += count;
        unreported += count;
    }

    /// <summary>A claim got less than was reserved.</summary>
    public void GiveBack(Lane lane, int count)
    {
        busy[(int)lane] -= count;
        unreported -= count;
    }

    public void HandedOver(Lane lane) => busy[(int)lane]--;

    public void Reported(int count) => unreported -= count;
}
