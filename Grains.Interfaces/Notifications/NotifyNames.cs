using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Notifications;

/// <summary>How the things of this slice may be called.</summary>
public static class NotifyNames
{
    public const int MaxKey = 60;
    public const int MaxSubscriber = 64;
    public const int MaxTransaction = 128;

    private static readonly SearchValues<char> Ids = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");
    private static readonly SearchValues<char> Keys = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Of an application, workflow, topic, category or step.</summary>
    public static bool IsKey([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxKey } && !text.AsSpan().ContainsAnyExcept(Keys);

    public static bool IsSubscriber([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxSubscriber } && IsId(text);

    public static bool IsTransaction([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxTransaction } && IsId(text);

    private static bool IsId(string text) => !text.AsSpan().ContainsAnyExcept(Ids);
}
