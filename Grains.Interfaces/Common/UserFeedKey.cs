using System.Globalization;

namespace OrleansBackends.Grains.Interfaces.Common;

public static class UserFeedKey
{
    public const int Shards = 64;

    private const int LastByte = 15;

    /// <summary>The last byte of an id is random in every kind of UUID.</summary>
    public static string Of(UserId user)
    {
        Span<byte> bytes = stackalloc byte[LastByte + 1];
        user.Value.TryWriteBytes(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"userfeed:{bytes[LastByte] % Shards:00}");
    }

    /// <summary>An event's name inside a shard: whose it is, of which topic (<c>&lt;slice&gt;:&lt;entity&gt;</c>), and its own name.</summary>
    public static string Event(UserId user, string topic, string name) => $"{user}/{topic}/{name}";
}
