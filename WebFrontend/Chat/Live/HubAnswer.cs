namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>What every method of the hub answers: a value, or why not.</summary>
public sealed record HubAnswer(bool Ok, object? Value, HubError? Error)
{
    internal static HubAnswer Of<T>(Result<T> result, Func<T, object?> show) => result.IsOk
        ? new HubAnswer(true, show(result.Value), null)
        : new HubAnswer(false, null, HubError.Of(result.Error));
}

/// <param name="Code">The same as over HTTP.</param>
/// <param name="Status">The status it has there.</param>
/// <param name="RetryAfter">Seconds to wait.</param>
public sealed record HubError(string Code, int Status, int? RetryAfter)
{
    internal static HubError Of(Error error) =>
        new(error.Code, ErrorStatus.Of(error.Kind), error.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null);
}

/// <summary>What else may be said of a message.</summary>
public sealed record SendOptions
{
    public long? ReplyTo { get; init; }

    public bool AlsoInRoom { get; init; }
}

public sealed record SentAnswer(long Seq, string Id, DateTimeOffset At);

/// <summary>Where the log is, and where what one may read of it begins.</summary>
public sealed record SubscribedAnswer(long LastSeq, long FloorSeq);
