namespace OrleansBackends.Grains.Interfaces.Notifications.Triggers;

/// <summary>Tells what a trigger would do as things stand now, and changes nothing. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("trigger-plan"), Alias("notifications.i-trigger-plan")]
public interface ITriggerPlan : IGrainWithIntegerKey
{
    /// <summary>
    /// The steps of the workflow for the one recipient of the trigger, in their order. Refuses as <see cref="ITriggerGrain.Start"/> does, and more or
    /// fewer recipients. Caps of text messages are asked as they stand now, without being counted.
    /// </summary>
    [Alias("Explain")]
    Task<Result<IReadOnlyList<PlannedStep>>> Explain(string app, NewTrigger trigger);
}

/// <summary>What a step would come to.</summary>
[GenerateSerializer, Alias("notifications.planned-outcome")]
public enum PlannedOutcome
{
    /// <summary>Handed to the channel's queue.</summary>
    Queued,

    /// <summary>Put into the inbox.</summary>
    Delivered,

    /// <summary>Kept until quiet hours are over, and up to five minutes more.</summary>
    Held,

    /// <summary>A delay or a digest: the steps behind it come then.</summary>
    Waiting,
    Suppressed,
    Expired,
    Failed,
}

/// <param name="Step">Its id.</param>
/// <param name="Channel">Null for a delay or a digest.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Reason">Why it is not sent.</param>
/// <param name="At">When that is decided or, where something waits, when it goes on.</param>
/// <param name="To">Address, device or endpoint of a message.</param>
[GenerateSerializer, Immutable, Alias("notifications.planned-step")]
public sealed record PlannedStep(
    [property: Id(0)] string Step, [property: Id(1)] NotifyChannel? Channel, [property: Id(2)] PlannedOutcome Outcome, [property: Id(3)] string? Reason,
    [property: Id(4)] DateTimeOffset At, [property: Id(5)] string? To);
