namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal enum PieceKind
{
    Words,
    Output,
    Tag,
}

/// <summary>Words as they are, the inside of an output, or a tag's name and what follows it.</summary>
internal readonly record struct Piece(PieceKind Kind, string Name, string Text, int Line);

/// <summary>Cuts a source at its braces. A hyphen inside a brace takes the white space on its side away; <c>raw</c> and <c>comment</c> end here.</summary>
internal sealed class Pieces(string source)
{
    private readonly List<Piece> found = [];
    private int at;
    private int line = 1;
    private bool trimNext;

    public static IReadOnlyList<Piece> Of(string source)
    {
        var pieces = new Pieces(source);
        pieces.Cut();
        return pieces.found;
    }

    private void Cut()
    {
        while (at < source.Length)
        {
            var open = NextOpen(at);
            Words(source[at..open], trimEnd: open + 2 < source.Length && source[open + 2] == '-');
            if (open == source.Length)
            {
                return;
            }

            Move(open);
            Braces(source[open + 1] == '%');
        }
    }

    private int NextOpen(int from)
    {
        var output = source.IndexOf("{{", from, StringComparison.Ordinal);
        var tag = source.IndexOf("{%", from, StringComparison.Ordinal);
        return (output, tag) switch
        {
            (< 0, < 0) => source.Length,
            (< 0, _) => tag,
            (_, < 0) => output,
            _ => Math.Min(output, tag),
        };
    }

    private void Words(string text, bool trimEnd)
    {
        text = trimNext ? text.TrimStart() : text;
        text = trimEnd ? text.TrimEnd() : text;
        trimNext = false;
        if (text.Length > 0)
        {
            found.Add(new Piece(PieceKind.Words, "", text, line));
        }
    }

    private void Braces(bool tag)
    {
        var close = source.IndexOf(tag ? "%}" : "}}", at + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new LiquidException(line, tag ? "'{%' is not closed" : "'{{' is not closed");
        }

        var inside = source[(at + 2)..close];
        inside = inside.StartsWith('-') ? inside[1..] : inside;
        trimNext = inside.EndsWith('-');
        inside = (trimNext ? inside[..^1] : inside).Trim();
        var opened = line;
        Move(close + 2);
        if (!tag)
        {
            found.Add(new Piece(PieceKind.Output, "", inside, opened));
            return;
        }

        var name = new string([.. inside.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_')]);
        if (name is "raw" or "comment")
        {
            Verbatim(name, opened);
            return;
        }

        found.Add(new Piece(PieceKind.Tag, name, inside[name.Length..].Trim(), opened));
    }

    private void Verbatim(string name, int opened)
    {
        for (var open = at; (open = source.IndexOf("{%", open, StringComparison.Ordinal)) >= 0; open += 2)
        {
            var close = source.IndexOf("%}", open, StringComparison.Ordinal);
            if (close >= 0 && source[(open + 2)..close].Trim('-', ' ', '\t', '\r', '\n') == $"end{name}")
            {
                if (name == "raw")
                {
                    Words(source[at..open], trimEnd: source[open + 2] == '-');
                }

                trimNext = source[close - 1] == '-';
                Move(close + 2);
                return;
            }
        }

        throw new LiquidException(opened, $"'{name}' is not closed");
    }

    private void Move(int to)
    {
        line += source.AsSpan(at, to - at).Count('\n');
        at = to;
    }
}
