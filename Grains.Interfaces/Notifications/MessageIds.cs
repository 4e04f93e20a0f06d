using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>
/// What one recipient gets by one step, on one device where there are several: the same everywhere and at each repeat, so it is the operation id of
/// the queue, the mail's Message-ID and the webhook's id.
/// </summary>
public static class MessageIds
{
    public const string Prefix = "msg_";

    private const int Bytes = 15;

    public static string Of(string app, string transactionId, string subscriber, string step, string? device = null)
    {
        var named = Encoding.UTF8.GetBytes($"{app}|{transactionId}|{subscriber}|{step}|{device}");
        return Prefix + Base64Url.EncodeToString(SHA256.HashData(named).AsSpan(0, Bytes));
    }
}
