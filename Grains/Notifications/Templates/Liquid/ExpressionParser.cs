using System.Globalization;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Values with filters, and conditions. As in Liquid, <c>and</c> and <c>or</c> bind alike, from the right.</summary>
internal sealed class ExpressionParser(Tokens tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains"];

    private int depth;

    public static Expression ParseCondition(string source, int line)
    {
        var tokens = new Tokens(source, line);
        var condition = new ExpressionParser(tokens).Condition();
        tokens.End();
        return condition;
    }

    /// <summary>A value and what filters make of it.</summary>
    public Expression Filtered()
    {
        var input = Value();
        var filters = new List<FilterCall>();
        while (tokens.TryTake("|"))
        {
            filters.Add(Filter());
        }

        return filters.Count == 0 ? input : new Filtered(input, filters);
    }

    public Expression Condition()
    {
        Enter();
        var left = Value();
        if (Comparisons.FirstOrDefault(tokens.TryTake) is { } sign)
        {
            left = new Compared(sign, left, Value());
        }

        Expression whole = tokens switch
        {
            _ when tokens.TryTake("and") => new Both(left, Condition()),
            _ when tokens.TryTake("or") => new Either(left, Condition()),
            _ => left,
        };
        depth--;
        return whole;
    }

    public Expression Value()
    {
        if (tokens.TryTake("("))
        {
            return Range();
        }

        var token = tokens.Take();
        return token.Kind switch
        {
            TokenKind.Text => new Literal(token.Text),
            TokenKind.Number when decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new Literal(number),
            TokenKind.Name => Word(token.Text),
            _ => throw tokens.Fault($"'{token.Text}' is not expected here"),
        };
    }

    private Expression Word(string name) => name switch
    {
        "true" => new Literal(true),
        "false" => new Literal(false),
        "nil" or "null" => new Literal(null),
        "empty" => new Literal(new Nothing(Blank: false)),
        "blank" => new Literal(new Nothing(Blank: true)),
        _ => Path(name),
    };

    private Path Path(string name)
    {
        var (parts, spelling) = (new List<Expression>(), name);
        while (true)
        {
            if (tokens.TryTake("."))
            {
                var member = tokens.Name();
                parts.Add(new Literal(member));
                spelling += $".{member}";
            }
            else if (tokens.TryTake("["))
            {
                spelling += $"[{tokens.Next.Text}]";
                Enter();
                parts.Add(Value());
                depth--;
                tokens.Require("]");
            }
            else
            {
                return new Path(name, parts, spelling);
            }
        }
    }

    private NumberRange Range()
    {
        Enter();
        var from = Value();
        tokens.Require("..");
        var to = Value();
        tokens.Require(")");
        depth--;
        return new NumberRange(from, to, tokens.Line);
    }

    private FilterCall Filter()
    {
        var name = tokens.Name();
        var arguments = new List<Expression>();
        if (tokens.TryTake(":"))
        {
            do
            {
                arguments.Add(Value());
            }
            while (tokens.TryTake(","));
        }

        return Filters.Find(name) is { } filter
            ? new FilterCall(name, filter, arguments, tokens.Line)
            : throw tokens.Fault($"there is no filter '{name}'");
    }

    private void Enter()
    {
        if (++depth > TemplateLimits.Depth)
        {
            throw tokens.Fault($"more than {TemplateLimits.Depth} parts in each other");
        }
    }
}
