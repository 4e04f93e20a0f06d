using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Keys of this slice's grains and ids of rooms, made in one place.</summary>
public static class ChatKey
{
    private const string RoomKind = "room:";
    private const string SignalsKind = "signals:";
    private const int SignalShards = 32;
    private const int HashLength = 26;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Letter = SearchValues.Create(Base32);

    public static string Room(string id) => RoomKind + id;

    public static string RoomOf(string key) => key[RoomKind.Length..];

    public static string User(UserId user) => $"chatuser:{user}";

    public static UserId UserOf(string key) => UserId.Parse(key["chatuser:".Length..], null);

    /// <summary>The place that knows whether this person is here. The last byte of an id is random in every kind of UUID.</summary>
    public static string Signals(UserId user)
    {
        Span<byte> bytes = stackalloc byte[16];
        user.Value.TryWriteBytes(bytes);
        return Signals(bytes[^1]);
    }

    /// <summary>The place that knows who is typing in this room.</summary>
    public static string SignalsOf(string room) => Signals(SHA256.HashData(Encoding.UTF8.GetBytes(room))[0]);

    public static string ShardOf(string signalsKey) => signalsKey[SignalsKind.Length..];

    /// <summary>The id of a new room.</summary>
    public static string NewRoom(Guid id) => $"r{id:N}";

    /// <summary>The conversation of these people: the same set always has the same id, however it is spelled.</summary>
    public static string Conversation(IReadOnlyCollection<UserId> users)
    {
        var sorted = users.Select(user => user.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sorted)));
        return (sorted.Count > 2 ? "g" : "d") + Letters(hash);
    }

    /// <summary>The address of a hook: its room and its own id.</summary>
    public static string Hook(string room, string hook) => $"{room}.{hook}";

    /// <returns>Null where it can be no hook's address.</returns>
    public static (string Room, string Hook)? HookOf(string address) =>
        address.Split('.', 2) is [var room, var hook] && IsRoom(room) && Guid.TryParseExact(hook, "N", out _) ? (room, hook) : null;

    /// <summary>Whether a text can be a room's id at all; others are worth no activation.</summary>
    public static bool IsRoom(string id) => id.Length switch
    {
        33 => id[0] == 'r' && Guid.TryParseExact(id.AsSpan(1), "N", out _) && !id.AsSpan().ContainsAnyInRange('A', 'Z'),
        HashLength + 1 => id[0] is 'd' or 'g' && id.AsSpan(1).IndexOfAnyExcept(Letter) < 0,
        _ => false,
    };

    private static string Signals(byte spread) => string.Create(CultureInfo.InvariantCulture, $"{SignalsKind}{spread % SignalShards:00}");

    private static string Letters(byte[] hash)
    {
        var letters = new char[HashLength];
        for (var i = 0; i < letters.Length; i++)
        {
            var bit = i * 5;
            var window = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            letters[i] = Base32[(window >> (11 - (bit % 8))) & 31];
        }

        return new string(letters);
    }
}
