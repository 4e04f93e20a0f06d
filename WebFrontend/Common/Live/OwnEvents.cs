using System.Text.Json;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// One user's events of one topic out of a feed that many share. Positions stay the feed's, so a watcher may come back with them to any frontend;
/// each event names the one before it among the user's own.
/// </summary>
internal sealed class OwnEvents(UserId user, UserTopic topic)
{
    private const string Reload = "reload";

    private readonly string mark = UserFeedKey.Event(user, topic.Prefix, "");
    private string? last;

    /// <returns>Null when nothing in it is for this user.</returns>
    public LiveBatch? Pick(LiveBatch batch)
    {
        if (batch.Reset)
        {
            last = batch.Position;
            return batch with { Events = [new LiveEvent(Reload, last, last, JsonSerializer.Serialize(new { topic.Resource }, WireJson.Options))] };
        }

        List<LiveEvent> own = [];
        foreach (var happened in batch.Events)
        {
            last ??= happened.Before;
            if (happened.Name.StartsWith(mark, StringComparison.Ordinal))
            {
                own.Add(happened with { Name = happened.Name[mark.Length..], Before = last });
                last = happened.Position;
            }
        }

        return own.Count == 0 ? null : batch with { Events = own };
    }
}
