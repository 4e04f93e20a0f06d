namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal static class TextFilters
{
    public static readonly Dictionary<string, Filter> All = new()
    {
        ["append"] = (input, with) => LiquidValue.Text(input) + with.Text(0),
        ["prepend"] = (input, with) => with.Text(0) + LiquidValue.Text(input),
        ["upcase"] = (input, with) => LiquidValue.Text(input).ToUpper(with.Run.Culture),
        ["downcase"] = (input, with) => LiquidValue.Text(input).ToLower(with.Run.Culture),
        ["capitalize"] = (input, with) => LiquidValue.Text(input) is [var first, .. var rest] ? char.ToUpper(first, with.Run.Culture) + rest : "",
        ["strip"] = (input, _) => LiquidValue.Text(input).Trim(),
        ["lstrip"] = (input, _) => LiquidValue.Text(input).TrimStart(),
        ["rstrip"] = (input, _) => LiquidValue.Text(input).TrimEnd(),
        ["strip_newlines"] = (input, _) => LiquidValue.Text(input).ReplaceLineEndings(""),
        ["replace"] = (input, with) => Replace(LiquidValue.Text(input), with.Text(0), with.Text(1), with),
        ["replace_first"] = (input, with) => ReplaceFirst(LiquidValue.Text(input), with.Text(0), with.Text(1)),
        ["remove"] = (input, with) => Replace(LiquidValue.Text(input), with.Text(0), "", with),
        ["remove_first"] = (input, with) => ReplaceFirst(LiquidValue.Text(input), with.Text(0), ""),
        ["url_encode"] = (input, _) => Uri.EscapeDataString(LiquidValue.Text(input)),
        ["url_decode"] = (input, _) => Uri.UnescapeDataString(LiquidValue.Text(input).Replace('+', ' ')),
        ["default"] = (input, with) => LiquidValue.IsEmpty(input) || input is false ? with[0] : input,
    };

    private static string Replace(string text, string old, string fresh, FilterArguments with)
    {
        if (old.Length == 0)
        {
            return text;
        }

        with.Allow(text.Length + ((long)text.Length / old.Length * Math.Max(0, fresh.Length - old.Length)));
        return text.Replace(old, fresh, StringComparison.Ordinal);
    }

    private static string ReplaceFirst(string text, string old, string fresh) =>
        old.Length > 0 && text.IndexOf(old, StringComparison.Ordinal) is var at and >= 0 ? $"{text[..at]}{fresh}{text[(at + old.Length)..]}" : text;
}
