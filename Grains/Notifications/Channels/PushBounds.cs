using System.Text;

namespace OrleansBackends.Grains.Notifications.Channels;

/// <summary>How large a push may be, in bytes of UTF-8.</summary>
internal static class PushBounds
{
    /// <summary>One record of 4,096 less the header of 86, the tag of 16 and the delimiter.</summary>
    public const int WebPushBytes = 3_993;

    public const int FcmBytes = 4_096;

    public static bool FitsWebPush(string payload) => Encoding.UTF8.GetByteCount(payload) <= WebPushBytes;

    /// <summary>Title, body and data, names included.</summary>
    public static bool FitsFcm(string title, string body, IReadOnlyDictionary<string, string> data) =>
        Bytes(title) + Bytes(body) + data.Sum(pair => Bytes(pair.Key) + Bytes(pair.Value)) <= FcmBytes;

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
