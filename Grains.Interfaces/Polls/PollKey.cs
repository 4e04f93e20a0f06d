using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>Keys of this slice's grains, made in one place.</summary>
public static class PollKey
{
    public static string Poll(string id) => $"poll:{id}";

    /// <summary>Where those watch who may not see counts.</summary>
    public static string News(string id) => $"pollnews:{id}";

    public static string Shard(string id, int shard) => string.Create(CultureInfo.InvariantCulture, $"shard:{id}.{shard}");

    /// <summary>The id in the key of a poll, <c>&lt;id&gt;.&lt;i&gt;</c> in that of a shard.</summary>
    public static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Which of a poll's shards keeps this voter's ballot; the same in every process.</summary>
    public static int ShardOf(string identity, int shards) =>
        shards == 1 ? 0 : (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(identity))) % (uint)shards);
}
