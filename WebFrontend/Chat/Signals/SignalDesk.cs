using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>What hub and routes share: typing, and asking how people are seen.</summary>
internal sealed class SignalDesk(ChatDesk chat, SignalRelay relay, SignalQueue queue, TypingPace pace, PresenceReader reader, People names)
{
    /// <summary>Tells the room's watchers that somebody types. In rooms above 200 nobody is told.</summary>
    public Task<Result<Done>> Type(string room, UserId user) => chat.Read<Done>(room, user, async access =>
    {
        if (!access.MayWrite)
        {
            return ChatErrors.NotAllowed;
        }

        if (pace.Take(room, user) is { } wait)
        {
            return ChatErrors.TooFast(wait);
        }

        if (access.Members <= ChatLimits.TypingShown)
        {
            queue.Add(new TypingSignal(room, user, relay.BlockedBy(user) ?? (await Ask([user]))[user].Blocked));
        }

        return Done.Ok;
    });

    public async Task<IReadOnlyList<PresenceData>> Presence(UserId asker, IReadOnlyList<UserId> users)
    {
        var (seen, persons) = (await Ask([.. users, asker]), await names.Find(users));
        return [.. users.Select(user => PresenceData.Of(persons[user], seen[user], Hidden.Are(seen[asker], seen[user])))];
    }

    private async Task<IReadOnlyDictionary<UserId, PresenceView>> Ask(IEnumerable<UserId> users) =>
        (await reader.Ask(users)).SelectMany(asked => asked.Asked.People).ToDictionary(view => view.User);
}
