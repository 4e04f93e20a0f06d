using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Accounts;

/// <summary>
/// A refresh secret sealed under a key that only the holder of the secret before it can derive. So the predecessor gets the identical successor
/// again, and what lies in the document is of no use to whoever reads it.
/// </summary>
internal static class SuccessorBox
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static string Seal(byte[] successor, byte[] old, Guid session)
    {
        var box = new byte[NonceLength + successor.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(Key(old, session), TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), successor, box.AsSpan(NonceLength, successor.Length), box.AsSpan(NonceLength + successor.Length));
        return Base64Url.EncodeToString(box);
    }

    public static byte[] Open(string text, byte[] old, Guid session)
    {
        var box = Base64Url.DecodeFromChars(text);
        var successor = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Key(old, session), TagLength);
        aes.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength, successor.Length), box.AsSpan(NonceLength + successor.Length), successor);
        return successor;
    }

    private static byte[] Key(byte[] old, Guid session) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, old, 32, session.ToByteArray(bigEndian: true), "accounts refresh successor"u8.ToArray());
}
