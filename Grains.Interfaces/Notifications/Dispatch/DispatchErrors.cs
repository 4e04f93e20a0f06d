namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

public static class DispatchErrors
{
    public static Error QueueFull { get; } =
        new(ErrorKind.Unavailable, "queue-full", "Too many messages wait on this channel. Try again later.") { RetryAfter = TimeSpan.FromSeconds(60) };

    public static Error MessageNotFound { get; } = Errors.NotFound("message");

    public static Error NotDead { get; } = new(ErrorKind.Conflict, "not-dead", "Only a message that was given up can be replayed.");

    public static Error NotReplayable { get; } =
        new(ErrorKind.Conflict, "not-replayable", "The content of this message is gone, or its time is over.");
}
