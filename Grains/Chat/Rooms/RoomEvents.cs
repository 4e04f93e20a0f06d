using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Entries of a room's log as they are read back and as watchers get them.</summary>
internal static class RoomEvents
{
    /// <summary>Of all positions: the numbers of a log never begin anew.</summary>
    public const string Epoch = "log";

    private const string Empty = "{}";

    /// <summary>Room for what is added.</summary>
    private const int Envelope = 64;

    /// <summary>Members that are not for those who watch.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create("mark", "fan", "added", "invite", "flag");

    public static StreamName Stream(string room) => new("chat", "room", room);

    public static string RoomOf(string stream) => stream[(stream.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static string Position(long seq) => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{seq}");

    /// <returns>Null where the content was erased.</returns>
    public static RoomEntry? Read(JournalEntry entry) => entry.Data == Empty ? null : entry.Kind switch
    {
        SettingsEntry.Name => entry.Read<SettingsEntry>(),
        DeskEntry.Name => entry.Read<DeskEntry>(),
        MemberEntry.Name => entry.Read<MemberEntry>(),
        MessageEntry.Name => entry.Read<MessageEntry>(),
        EditEntry.Name => entry.Read<EditEntry>(),
        DeleteEntry.Name => entry.Read<DeleteEntry>(),
        ReactionEntry.Name => entry.Read<ReactionEntry>(),
        PinEntry.Name => entry.Read<PinEntry>(),
        _ => throw new InvalidOperationException($"A room's log holds no entries of kind {entry.Kind}."),
    };

    /// <summary>What watchers get: the entry and its number.</summary>
    public static string Data(long seq, NewEntry entry) => With(entry.Kind, entry.Data, seq);

    public static string Data(JournalEntry entry) => With(entry.Kind, entry.Data, entry.Seq);

    /// <summary>What is left of an event whose content was erased.</summary>
    public static string Erased(LiveEvent live) => With(live.Name, Empty, long.Parse(live.Position.AsSpan(Epoch.Length + 1), CultureInfo.InvariantCulture));

    private static string With(string kind, string data, long seq)
    {
        using var entry = JsonDocument.Parse(data);
        var shown = new ArrayBufferWriter<byte>(data.Length + Envelope);
        using (var json = new Utf8JsonWriter(shown, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", seq);
            if (data == Empty)
            {
                json.WriteBoolean("erased", true);
            }

            foreach (var member in entry.RootElement.EnumerateObject().Where(member => IsShown(kind, member.Name)))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(shown.WrittenSpan);
    }

    private static bool IsShown(string kind, string member) => kind == DeskEntry.Name ? member is "n" or "at" : !Hidden.Contains(member);
}
