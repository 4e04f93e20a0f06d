namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>A grain whose document owes something to others. Called by its own timer and by the sweeper, never by a frontend.</summary>
[GrainInterfaceType("outbox"), Alias("common.i-outbox")]
public interface IOutboxGrain : IGrainWithStringKey
{
    /// <summary>Sends what the document still owes; harmless when nothing is owed.</summary>
    [Alias("DeliverOutbox")]
    Task DeliverOutbox();

    /// <summary>Removes items that their receivers acknowledged; an ordinary turn, so it never meets another write.</summary>
    [Alias("OutboxDelivered")]
    Task OutboxDelivered(IReadOnlyList<string> ids);
}
