using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>A text as it is stored: composed (NFC), with the people it mentions.</summary>
internal sealed partial record MessageText(string Text, IReadOnlyList<UserId>? Mentions, string? Everybody)
{
    private const int MaxEmojiRunes = 12;

    public static Result<MessageText> Read(string text, RoomRole role, RoomRole mentionAll)
    {
        if (Compose(text) is not { } composed)
        {
            return ChatErrors.TextInvalid;
        }

        var mentions = People().Matches(composed).Select(match => new UserId(Guid.ParseExact(match.Groups[1].ValueSpan, "D"))).Distinct().ToList();
        var everybody = Everyone().Match(composed) is { Success: true } all ? all.Groups[1].Value : null;
        return mentions.Count > ChatLimits.Mentions ? ChatErrors.TooManyMentions
            : everybody is not null && role < mentionAll ? ChatErrors.MentionAllNotAllowed
            : new MessageText(composed, mentions.Count > 0 ? mentions : null, everybody);
    }

    /// <summary>One emoji, which may be several code points, or a <c>:name:</c>.</summary>
    public static string? ReadEmoji(string emoji)
    {
        if (Named().IsMatch(emoji))
        {
            return emoji;
        }

        var composed = emoji.Length <= ChatLimits.Emoji ? Compose(emoji) : null;
        return composed is not null && new StringInfo(composed).LengthInTextElements == 1
            && composed.EnumerateRunes().Count() <= MaxEmojiRunes && composed.EnumerateRunes().Any(IsPicture) ? composed : null;
    }

    private static bool IsPicture(Rune rune) =>
        rune.Value >= 0x2000 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
            or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation
            or UnicodeCategory.EnclosingMark;

    /// <returns>Null where it is empty, too long, or holds what no text has.</returns>
    private static string? Compose(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2 * ChatLimits.Text || !IsWhole(text))
        {
            return null;
        }

        var composed = text.Replace("\r\n", "\n", StringComparison.Ordinal).Normalize();
        var runes = 0;
        foreach (var rune in composed.EnumerateRunes())
        {
            if (++runes > ChatLimits.Text || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')))
            {
                return null;
            }
        }

        return composed;
    }

    /// <summary>Half of a surrogate pair is no character: nothing can be composed of it.</summary>
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("<@([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})>")]
    private static partial Regex People();

    [GeneratedRegex("<@(all|here)>")]
    private static partial Regex Everyone();

    [GeneratedRegex(@"\A:[a-z0-9_+-]{1,38}:\z")]
    private static partial Regex Named();
}
