using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>Language tags: the whole tag first, then its language, then the default.</summary>
internal static class Locales
{
    /// <summary>The text for a locale; false when not even the default is there.</summary>
    public static bool TryChoose<T>(
        IReadOnlyDictionary<string, T> texts, string? locale, string fallback, [MaybeNullWhen(false)] out T text)
    {
        foreach (var tag in new[] { locale, Language(locale), fallback, Language(fallback) })
        {
            if (tag is not null && Find(texts, tag, out text))
            {
                return true;
            }
        }

        text = default;
        return false;
    }

    public static CultureInfo Culture(string? locale)
    {
        try
        {
            return locale is null ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(locale, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private static string? Language(string? locale) => locale?.Split('-', '_')[0];

    private static bool Find<T>(IReadOnlyDictionary<string, T> texts, string tag, [MaybeNullWhen(false)] out T text)
    {
        var key = texts.Keys.FirstOrDefault(key => key.Replace('_', '-').Equals(tag.Replace('_', '-'), StringComparison.OrdinalIgnoreCase));
        text = key is null ? default : texts[key];
        return key is not null;
    }
}
