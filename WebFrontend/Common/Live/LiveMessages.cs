using System.Text.Json;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>An event as clients get it.</summary>
public sealed record LiveMessage(string Topic, string Name, string Position, string Before, JsonElement Data)
{
    public static LiveMessage Of(string topic, LiveEvent live) => new(topic, live.Name, live.Position, live.Before, JsonSerializer.Deserialize<JsonElement>(live.Data));
}

/// <summary>Something that has no number and may be lost, as clients get it: an event without a position.</summary>
public sealed record LiveNotice(string Topic, string Name, JsonElement Data);

/// <summary>
/// The events after a position. Where <paramref name="Reset"/> is true they are a snapshot in place of all that the client knows; without one, the
/// client reads the resource again.
/// </summary>
public sealed record LiveAnswer(string Topic, string Position, IReadOnlyList<LiveMessage> Events, bool Reset)
{
    public static LiveAnswer Of(string topic, LiveBatch batch) =>
        new(topic, batch.Position, [.. batch.Events.Select(e => LiveMessage.Of(topic, e))], batch.Reset);
}
