namespace OrleansBackends.Grains.Notifications.Channels;

/// <summary>Into how many parts a text falls on its way to a phone, and in which alphabet.</summary>
internal readonly record struct SmsSegments(bool Unicode, int Count)
{
    /// <summary>More are refused (<c>too-long</c>).</summary>
    public const int Most = 6;

    private const string Gsm7 =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Written with an escape in front, so each takes two places.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    public bool Fits => Count <= Most;

    public static SmsSegments Of(string text) =>
        text.All(c => Gsm7.Contains(c) || Extension.Contains(c))
            ? new(Unicode: false, Parts(text, alone: 160, each: 153, c => Extension.Contains(c) ? 2 : 1))
            : new(Unicode: true, Parts(text, alone: 70, each: 67, _ => 1));

    /// <summary>What takes two places, a character with its escape or a surrogate pair, is never torn apart between two parts.</summary>
    private static int Parts(string text, int alone, int each, Func<char, int> places)
    {
        if (text.Sum(places) <= alone)
        {
            return 1;
        }

        var (parts, used) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var size = pair ? 2 : places(text[i]);
            if (used + size > each)
            {
                (parts, used) = (parts + 1, 0);
            }

            used += size;
            i += pair ? 1 : 0;
        }

        return parts;
    }
}
