using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>SHA-256 of a secret text: what it may be remembered by.</summary>
internal readonly record struct TextHash(UInt128 High, UInt128 Low)
{
    public static TextHash Of(string text)
    {
        Span<byte> utf8 = text.Length <= 1024 ? stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        return new TextHash(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}

/// <summary>At most 10,000 entries: when the newer half is full the older half is forgotten at once.</summary>
internal sealed class RecentCache<TKey, T>
    where TKey : notnull
    where T : class
{
    private const int Half = 5_000;

    private ConcurrentDictionary<TKey, T> newer = new();
    private ConcurrentDictionary<TKey, T> older = new();

    public T? Find(TKey key) => newer.TryGetValue(key, out var found) || older.TryGetValue(key, out found) ? found : null;

    public void Put(TKey key, T value)
    {
        if (newer.Count >= Half)
        {
            older = newer;
            newer = new ConcurrentDictionary<TKey, T>();
        }

        newer[key] = value;
    }

    public void Remove(TKey key)
    {
        newer.TryRemove(key, out _);
        older.TryRemove(key, out _);
    }

    public void Clear()
    {
        newer = new ConcurrentDictionary<TKey, T>();
        older = new ConcurrentDictionary<TKey, T>();
    }
}
