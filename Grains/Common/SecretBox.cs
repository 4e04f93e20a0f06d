using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// Seals what must not lie in a document in clear: AES-256-GCM under a key drawn from the master key. A box is text,
/// <c>&lt;key id&gt;.&lt;nonce, cipher text and tag as base64url&gt;</c>, and opens only for the grain key and field it was sealed for.
/// </summary>
public sealed class SecretBox
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] master;
    private readonly string current;
    private readonly Dictionary<string, byte[]> keys;

    public SecretBox(IOptions<SecretOptions> options)
    {
        var masters = MasterKeys.Read(options.Value);
        master = masters[0];
        current = KeyId(master);
        keys = masters.DistinctBy(KeyId).ToDictionary(KeyId, key => Derive(key, "secret-box/v1"));
    }

    public string Seal(ReadOnlySpan<byte> plain, string grainKey, string field)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[current], TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Place(grainKey, field));
        return $"{current}.{Base64Url.EncodeToString(box)}";
    }

    /// <exception cref="CryptographicException">No key at hand sealed this box, or it was sealed for another place or changed since.</exception>
    public byte[] Open(string box, string grainKey, string field)
    {
        var dot = box.IndexOf('.', StringComparison.Ordinal);
        var id = dot < 0 ? "" : box[..dot];
        if (!keys.TryGetValue(id, out var key))
        {
            throw new CryptographicException($"Field {field} is sealed under key '{id}', which is neither Secrets:MasterKey nor one of Secrets:OldKeys.");
        }

        if (!Base64Url.IsValid(box.AsSpan(dot + 1), out var length) || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException($"Field {field} holds no sealed box.");
        }

        var bytes = Base64Url.DecodeFromChars(box.AsSpan(dot + 1));
        var plain = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(^TagBytes..), plain, Place(grainKey, field));
        return plain;
    }

    /// <summary>32 bytes for the HMAC of that name, the same in every silo and as long as the master key stays.</summary>
    public byte[] HmacKey(string name) => Derive(master, $"hmac/v1/{name}");

    /// <summary>The first 8 bytes of the key's SHA-256, in hexadecimal.</summary>
    private static string KeyId(byte[] master) => Convert.ToHexStringLower(SHA256.HashData(master).AsSpan(0, 8));

    private static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, MasterKeys.Bytes, info: Encoding.UTF8.GetBytes(purpose));

    // The length in front keeps ("a", "bc") and ("ab", "c") apart.
    private static byte[] Place(string grainKey, string field) => Encoding.UTF8.GetBytes($"{grainKey.Length}:{grainKey}{field}");
}
