using System.Buffers;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>The words and signs of one tag's or output's inside.</summary>
internal sealed class Tokens
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private static readonly string[] Signs = ["==", "!=", "<>", "<=", ">=", "..", "<", ">", "=", ".", "[", "]", "(", ")", "|", ":", ","];

    private readonly List<Token> tokens;
    private int at;

    public Tokens(string source, int line)
    {
        Line = line;
        tokens = [.. Split(source), new Token(TokenKind.End, "")];
    }

    public int Line { get; }

    public Token Next => tokens[at];

    public bool AtEnd => Next.Kind == TokenKind.End;

    public Token Take() => AtEnd ? throw Fault("something is missing at the end") : tokens[at++];

    public bool TryTake(string text)
    {
        var hit = Next.Kind is TokenKind.Sign or TokenKind.Name && Next.Text == text;
        at += hit ? 1 : 0;
        return hit;
    }

    public void Require(string text)
    {
        if (!TryTake(text))
        {
            throw Fault(AtEnd ? $"'{text}' is missing" : $"'{text}' is missing before '{Next.Text}'");
        }
    }

    public string Name() => Next.Kind == TokenKind.Name ? Take().Text : throw Fault(AtEnd ? "a name is missing" : $"a name is missing before '{Next.Text}'");

    public void End()
    {
        if (!AtEnd)
        {
            throw Fault($"'{Next.Text}' is not expected here");
        }
    }

    public LiquidException Fault(string message) => new(Line, message);

    private IEnumerable<Token> Split(string source)
    {
        for (var i = 0; i < source.Length;)
        {
            if (char.IsWhiteSpace(source[i]))
            {
                i++;
                continue;
            }

            var token = Read(source, i, out var length);
            i += length;
            yield return token;
        }
    }

    private Token Read(string source, int start, out int length)
    {
        var first = source[start];
        if (first is '"' or '\'')
        {
            var end = source.IndexOf(first, start + 1);
            length = end < 0 ? throw Fault("a quotation mark is not closed") : end - start + 1;
            return new Token(TokenKind.Text, source[(start + 1)..end]);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && start + 1 < source.Length && char.IsAsciiDigit(source[start + 1])))
        {
            length = NumberLength(source, start);
            return new Token(TokenKind.Number, source.Substring(start, length));
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            length = source.AsSpan(start).IndexOfAnyExcept(NameCharacters) is var end and >= 0 ? end : source.Length - start;
            return new Token(TokenKind.Name, source.Substring(start, length));
        }

        var sign = Signs.FirstOrDefault(sign => string.CompareOrdinal(source, start, sign, 0, sign.Length) == 0) ?? throw Fault($"'{first}' is not expected here");
        length = sign.Length;
        return new Token(TokenKind.Sign, sign);
    }

    /// <summary>A point counts only when a digit follows, so that <c>1..5</c> is a range.</summary>
    private static int NumberLength(string source, int start)
    {
        var end = start + 1;
        for (var point = false; end < source.Length; end++)
        {
            var starts = source[end] == '.' && !point && end + 1 < source.Length && char.IsAsciiDigit(source[end + 1]);
            if (!char.IsAsciiDigit(source[end]) && !starts)
            {
                break;
            }

            point |= starts;
        }

        return end - start;
    }
}
