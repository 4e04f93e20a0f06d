using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Log;

internal sealed class MessageRow
{
    public string Stream { get; init; } = "";

    public long Seq { get; init; }

    public string At { get; init; } = "";

    public string Status { get; init; } = "";

    public string Data { get; init; } = "";

    public LogEntry Read() => DocumentJson.Read<LogEntry>(Data);

    /// <summary>Null in a subscriber's journal.</summary>
    public string? Dispatch => Stream.StartsWith("notifications-dispatch:", StringComparison.Ordinal) ? DispatchKey.Of(Stream) : null;

    public MessageView ToView()
    {
        var entry = Read();
        return new MessageView
        {
            Id = entry.Msg,
            Status = Word.Parse<MessageStatus>(Status),
            Reason = entry.Reason,
            Channel = entry.Channel,
            TransactionId = entry.Tx,
            Workflow = entry.Workflow,
            Step = entry.Step,
            Subscriber = entry.Subscriber,
            At = LogTimes.Read(At),
            To = entry.To,
        };
    }

    public MessageEvent ToEvent()
    {
        var entry = Read();
        return new MessageEvent
        {
            At = LogTimes.Read(At),
            Status = Word.Parse<MessageStatus>(Status),
            Reason = entry.Reason,
            Attempt = entry.Attempt,
            RetryAt = entry.RetryAt,
            ProviderId = entry.ProviderId,
        };
    }
}

internal sealed class PlaceRow
{
    public string Msg { get; init; } = "";

    public string Stream { get; init; } = "";

    public MessagePlace ToPlace() => new(Msg, DispatchKey.Of(Stream));
}

internal sealed class CountRow
{
    public string Channel { get; init; } = "";

    public string Status { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>Enumerations as the log spells them.</summary>
internal static class Word
{
    public static string Of<T>(T value)
        where T : struct, Enum => DocumentJson.Read<string>(DocumentJson.Write(value));

    public static T Parse<T>(string word)
        where T : struct, Enum => DocumentJson.Read<T>(DocumentJson.Write(word));
}
