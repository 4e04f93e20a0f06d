using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Seals an application's secrets and opens them again, in any silo.</summary>
internal sealed class AppSecrets(SecretBox box)
{
    private const int SecretBytes = 32;

    private readonly byte[] drawing = box.HmacKey("notifications-secret");

    public string Seal(string app, string field, string clear) => box.Seal(Encoding.UTF8.GetBytes(clear), NotifyKeys.App(app), field);

    public string Open(string app, string field, string sealedText) => Encoding.UTF8.GetString(box.Open(sealedText, NotifyKeys.App(app), field));

    /// <summary>Random bytes, or those that a repeat of the operation draws again; who knows the operation but not the master key cannot.</summary>
    public byte[] Draw(OperationId? operation, string purpose) => operation is null
        ? RandomNumberGenerator.GetBytes(SecretBytes)
        : HMACSHA256.HashData(drawing, operation.DeriveBytes(purpose));
}
