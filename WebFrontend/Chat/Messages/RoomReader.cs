using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>One event of a room, with its number.</summary>
public sealed record EventAnswer(long Seq, string Name, JsonElement Data);

public sealed record EventsAnswer(IReadOnlyList<EventAnswer> Events, long LastSeq, bool More);

/// <summary>Events of rooms as their readers see them: with names, and with the sender's own id of a message for the sender alone.</summary>
internal sealed class RoomReader(ChatDesk desk, People people)
{
    /// <summary>Members of events that hold somebody's id.</summary>
    private static readonly string[] Named = ["by", "user", "author"];

    private readonly ConditionalWeakTable<LiveEvent, Task<SharedEvent>> shared = [];

    public async Task<bool> MayRead(string id, UserId reader) => (await desk.Room(id, room => room.Access(reader))).IsOk;

    public Task<Result<EventsAnswer>> Events(string id, UserId reader, long after, int limit) => desk.Read<EventsAnswer>(id, reader, async access =>
    {
        if (after < access.FloorSeq || after > access.LastSeq)
        {
            return ChatErrors.ResyncRequired(access.FloorSeq);
        }

        var events = await desk.Queries.Events(id, after, (int)Math.Min(limit, access.LastSeq - after));
        var shown = await Task.WhenAll(events.Select(async e => new EventAnswer(e.Seq, e.Name, JsonSerializer.Deserialize<JsonElement>((await Show(e.Name, e.Data)).For(reader)))));
        return new EventsAnswer(shown, access.LastSeq, after + shown.Length < access.LastSeq);
    });

    /// <summary>The same for all watchers of this process, made once.</summary>
    public Task<SharedEvent> Show(LiveEvent live) => shared.GetValue(live, Share) is { IsFaulted: false } task ? task : Share(live);

    /// <summary>Whether a member's entry takes this person out of the room.</summary>
    public static bool Removes(string data, UserId person)
    {
        var entry = JsonNode.Parse(data)!;
        return entry["user"]?["id"]?.GetValue<string>() == person.ToString() && entry["standing"]?["role"] is null;
    }

    /// <summary>Puts names into an event.</summary>
    public async Task<ShownEvent> Show(string name, string data)
    {
        var members = JsonNode.Parse(data)!.AsObject();
        var hook = members["hook"]?.GetValue<string>();
        var hooked = hook is null ? null : name == "delete" ? "author" : "by";
        var ids = Named.Where(member => member != hooked && members[member] is not null).ToDictionary(member => member, member => Id(members[member]!));
        var persons = await people.Find(ids.Values);
        foreach (var (member, id) in ids)
        {
            members[member] = JsonSerializer.SerializeToNode(persons[id], WireJson.Options);
        }

        if (hooked is not null)
        {
            members[hooked] = JsonSerializer.SerializeToNode(Author.OfHook(Id(members[hooked]!), hook!), WireJson.Options);
            members.Remove("hook");
        }

        var clientId = members["cid"];
        members.Remove("cid");
        var plain = members.ToJsonString(WireJson.Options);
        if (clientId is null || name != "message")
        {
            return new ShownEvent(plain, null, default);
        }

        members["clientId"] = clientId.DeepClone();
        return new ShownEvent(plain, members.ToJsonString(WireJson.Options), ids.GetValueOrDefault("by"));
    }

    private async Task<SharedEvent> Share(LiveEvent live)
    {
        var shown = await Show(live.Name, live.Data);
        return new SharedEvent(live with { Data = shown.Plain }, shown.Own is { } own ? live with { Data = own } : null, shown.Author);
    }

    private static UserId Id(JsonNode node) => UserId.Parse(node.GetValue<string>(), null);
}

/// <summary>The data of an event as JSON text, for its author and for everybody else.</summary>
internal sealed record ShownEvent(string Plain, string? Own, UserId Author)
{
    public string For(UserId reader) => Own is not null && reader == Author ? Own : Plain;
}

/// <summary>A live event as its author and as everybody else is shown it: the same for all of them, so that it is written once.</summary>
internal sealed record SharedEvent(LiveEvent Plain, LiveEvent? Own, UserId Author)
{
    public LiveEvent For(UserId reader) => Own is not null && reader == Author ? Own : Plain;
}
