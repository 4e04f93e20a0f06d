using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Chat;

/// <summary>Codes of links and secrets of hooks: random, or drawn again by a repeat of the operation; who knows the operation but not the master key cannot.</summary>
internal sealed class RoomSecrets(SecretBox box)
{
    private const int CodeBytes = 16;
    private const int SecretBytes = 32;

    private readonly byte[] drawing = box.HmacKey("chat-secret");

    public string Code(string room, OperationId? operation) => Base64Url.EncodeToString(Draw($"invite\n{room}", operation).AsSpan(0, CodeBytes));

    public string Secret(string room, OperationId? operation) => Base64Url.EncodeToString(Draw($"hook\n{room}", operation));

    private byte[] Draw(string purpose, OperationId? operation) =>
        operation is null ? RandomNumberGenerator.GetBytes(SecretBytes) : HMACSHA256.HashData(drawing, Encoding.UTF8.GetBytes($"{purpose}\n{operation.Value}"));
}
