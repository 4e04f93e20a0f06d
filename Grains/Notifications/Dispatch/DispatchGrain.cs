using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// Owns the journals of its lanes; what is open is folded from them. Enqueuing and reporting interleave, so that many share one commit; they only
/// append, while the document is written on ordinary turns alone.
/// </summary>
[GrainType("dispatch")]
internal sealed partial class DispatchGrain : Grain, IDispatchGrain, IOutboxGrain, IRemindable
{
    private readonly Document<DispatchState> document;
    private readonly DispatchServices services;
    private readonly ILogger logger;
    private readonly OpenReminder reminder;
    private readonly DispatchKey key;
    private List<DispatchLane> lanes = [];
    private DateTimeOffset? failingSince;

    public DispatchGrain(
        [PersistentState(DispatchState.Name)] IPersistentState<DispatchState> storage, DispatchServices services, ILogger<DispatchGrain> logger)
    {
        this.services = services;
        this.logger = logger;
        document = new Document<DispatchState>(this, storage);
        reminder = new OpenReminder(this, "open", services.Time);
        key = DispatchKey.Parse(this.GetPrimaryKeyString());
    }

    private DateTimeOffset Now => services.Time.Now();

    private long Open => lanes.Sum(lane => lane.Queue.Count);

    private IReadOnlyList<string> Streams => [.. lanes.Select(lane => lane.Name.ToString())];

    public Task<DispatchStatus> Status() => Task.FromResult(new DispatchStatus
    {
        Open = [.. lanes.Select(lane => lane.Queue.Count)],
        Claimed = lanes.Sum(lane => lane.Queue.Claimed),
        Retrying = lanes.Sum(lane => lane.Queue.Retrying),
    });

    private DispatchLane Of(Lane lane) => lanes[(int)lane];

    /// <summary>Tells the sender where there is something to claim, and wakes again when something falls due.</summary>
    private void RingWhereReady()
    {
        foreach (var lane in lanes.Where(lane => lane.Queue.HasReady(Now)))
        {
            services.Bell.Ring(key, lane.Lane);
        }

        WakeWhenDue();
    }
}
