using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>What a list of words makes of a text.</summary>
internal sealed record WordVerdict(bool Blocked, bool Flagged, string Text);

/// <summary>
/// A room's list of words, ready to look texts through. Words are runs of letters and digits, compared in NFKC without case; marks and invisible
/// characters within them do not count. What stands in a mention is no word.
/// </summary>
internal sealed class WordFilter
{
    private static readonly ConditionalWeakTable<ImmutableList<WordRule>, WordFilter> Made = [];

    private readonly FrozenDictionary<string, WordAction[]> whole;
    private readonly FrozenDictionary<string, WordAction[]> beginnings;
    private readonly int[] lengths;

    private WordFilter(IReadOnlyList<WordRule> rules)
    {
        whole = Lookup(rules.Where(rule => !rule.Pattern.EndsWith('*')));
        beginnings = Lookup(rules.Where(rule => rule.Pattern.EndsWith('*')));
        lengths = [.. beginnings.Keys.Select(key => key.Length).Distinct()];
    }

    public static WordFilter Of(ImmutableList<WordRule> rules) => Made.GetValue(rules, list => new WordFilter(list));

    /// <summary>The pattern as it is compared; null where it is not one word.</summary>
    public static string? Read(string pattern)
    {
        var word = pattern.EndsWith('*') ? pattern[..^1] : pattern;
        return Words(word).ToList() is [var only] && only.Length == word.Length ? only.Key : null;
    }

    public WordVerdict Check(string text)
    {
        if (whole.Count + beginnings.Count == 0)
        {
            return new WordVerdict(false, false, text);
        }

        var (masked, at, flagged) = (new StringBuilder(), 0, false);
        foreach (var word in Words(text))
        {
            var actions = Actions(word.Key);
            if (actions.Contains(WordAction.Block))
            {
                return new WordVerdict(true, false, text);
            }

            flagged |= actions.Contains(WordAction.Flag);
            if (actions.Contains(WordAction.Mask))
            {
                var length = new StringInfo(text.Substring(word.Start, word.Length)).LengthInTextElements;
                masked.Append(text, at, word.Start - at).Append('*', length);
                at = word.Start + word.Length;
            }
        }

        return new WordVerdict(false, flagged, at == 0 ? text : masked.Append(text, at, text.Length - at).ToString());
    }

    private static FrozenDictionary<string, WordAction[]> Lookup(IEnumerable<WordRule> rules) =>
        rules.GroupBy(rule => Read(rule.Pattern)!, rule => rule.Action).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private IEnumerable<WordAction> Actions(string word)
    {
        var exact = whole.GetValueOrDefault(word) ?? [];
        return lengths.Where(length => length <= word.Length).SelectMany(length => beginnings.GetValueOrDefault(word[..length]) ?? []).Concat(exact);
    }

    private static IEnumerable<(int Start, int Length, string Key)> Words(string text)
    {
        var (start, key) = (-1, new StringBuilder());
        for (var i = 0; i < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, i);
            var part = Fold(rune);
            var goesOn = part.Length > 0 || (start >= 0 && IsWithin(rune));
            if (goesOn)
            {
                start = start < 0 ? i : start;
                key.Append(part);
            }
            else if (start >= 0)
            {
                yield return (start, i - start, key.ToString());
                start = -1;
                key.Clear();
            }

            i = goesOn ? i + rune.Utf16SequenceLength : AfterMention(text, i) ?? (i + rune.Utf16SequenceLength);
        }

        if (start >= 0)
        {
            yield return (start, text.Length - start, key.ToString());
        }
    }

    private static int? AfterMention(string text, int at) =>
        text.AsSpan(at).StartsWith("<@", StringComparison.Ordinal) && text.IndexOf('>', at) is var end && end > at ? end + 1 : null;

    /// <summary>The letters and digits of a character as they are compared; empty for all others.</summary>
    private static string Fold(Rune rune)
    {
        var plain = rune.IsAscii ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKC);
        return string.Concat(plain.EnumerateRunes().Where(Rune.IsLetterOrDigit)).ToUpperInvariant().ToLowerInvariant();
    }

    private static bool IsWithin(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
