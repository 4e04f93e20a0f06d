using System.Globalization;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;

namespace OrleansBackends.Grains.Notifications.Topics;

/// <summary>How far a topic was read: 0 is the topic itself, from 1 on its pages; and the last member there. Written as <c>after</c> or <c>part/after</c>.</summary>
internal sealed record TopicPlace(int Part, string After)
{
    public static TopicPlace Start { get; } = new(0, "");

    public static TopicPlace Parse(string text) => text.Split('/') is [var part, var after]
        ? new TopicPlace(int.Parse(part, CultureInfo.InvariantCulture), after)
        : new TopicPlace(0, text);

    public override string ToString() => Part == 0 ? After : string.Create(CultureInfo.InvariantCulture, $"{Part}/{After}");
}

/// <summary>Members, and where reading goes on while there are more.</summary>
internal sealed record TopicPart(IReadOnlyList<string> Members, TopicPlace UpTo, bool More);

internal static class TopicReading
{
    /// <summary>Reads on over the pages until there are so many; a topic that is gone has none left.</summary>
    public static async Task<TopicPart> ReadTopic(this IGrainFactory grains, string app, string topic, TopicPlace from, int limit)
    {
        var members = new List<string>();
        for (var place = from; ; place = new TopicPlace(place.Part + 1, ""))
        {
            var section = place.Part == 0
                ? await grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(app, topic)).Members(place.After, limit)
                : await grains.GetGrain<ITopicPageGrain>(NotifyKeys.TopicPage(app, topic, place.Part - 1)).Members(place.After, limit - members.Count);
            members.AddRange(section?.Ids ?? []);
            if (members.Count == limit)
            {
                return new TopicPart(members, place with { After = members[^1] }, More: true);
            }

            if (section is not { HasPages: true } || place.Part == NotifyKeys.TopicPages)
            {
                return new TopicPart(members, section is { Ids: [.., var last] } ? place with { After = last } : place, More: false);
            }
        }
    }
}
