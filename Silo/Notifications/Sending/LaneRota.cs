using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>What a lane could use now. <paramref name="IsAsked"/>: a claim of it is under way, so it stays in the running.</summary>
internal readonly record struct LaneDemand(int Room, bool IsAsked)
{
    public bool Contends => Room > 0 || IsAsked;
}

/// <summary>Whose turn it is at one provider: otp first always, then four transactional messages for each one of bulk.</summary>
internal sealed class LaneRota
{
    private const int Transactional = 16;
    private const int Bulk = 4;

    private int turn;

    /// <summary>The lane to serve now, and how many messages of it; null when none is ready, or one whose turn it is will be in a moment.</summary>
    public (Lane Lane, int Most)? Next(LaneDemand otp, LaneDemand transactional, LaneDemand bulk)
    {
        if (otp.Room > 0)
        {
            return (Lane.Otp, otp.Room);
        }

        if (!transactional.Contends || !bulk.Contends)
        {
            return transactional.Room > 0 ? (Lane.Transactional, transactional.Room)
                : bulk.Room > 0 ? (Lane.Bulk, bulk.Room)
                : null;
        }

        var (lane, demand, left) = turn < Transactional
            ? (Lane.Transactional, transactional, Transactional - turn)
            : (Lane.Bulk, bulk, Transactional + Bulk - turn);
        if (demand.Room == 0)
        {
            return null;
        }

        var most = Math.Min(demand.Room, left);
        turn = (turn + most) % (Transactional + Bulk);
        return (lane, most);
    }
}
