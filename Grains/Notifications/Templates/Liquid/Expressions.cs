namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal abstract record Expression
{
    public abstract object? Evaluate(Run run);
}

internal sealed record Literal(object? Value) : Expression
{
    public override object? Evaluate(Run run) => Value;
}

/// <summary><c>payload.items[0].name</c>; each part after the first is an expression that gives the member's name or number.</summary>
internal sealed record Path(string Name, IReadOnlyList<Expression> Parts, string Spelling) : Expression
{
    public override object? Evaluate(Run run)
    {
        var found = run.TryFind(Name, out var value);
        foreach (var part in Parts)
        {
            found = LiquidValue.TryMember(value, part.Evaluate(run), out value);
            if (!found)
            {
                break;
            }
        }

        if (!found)
        {
            run.Miss(Spelling);
        }

        return value;
    }
}

internal sealed record NumberRange(Expression From, Expression To, int Line) : Expression
{
    public override object? Evaluate(Run run)
    {
        var from = LiquidValue.Number(From.Evaluate(run)) ?? 0;
        var to = LiquidValue.Number(To.Evaluate(run)) ?? 0;
        if (to < from)
        {
            return Array.Empty<object?>();
        }

        var count = decimal.Truncate(to) - decimal.Truncate(from) + 1;
        return count <= run.Limits.Steps
            ? Enumerable.Range(0, (int)count).Select(i => (object?)(decimal.Truncate(from) + i)).ToArray()
            : throw new LiquidException(Line, $"the range is longer than {run.Limits.Steps} steps");
    }
}

internal sealed record Filtered(Expression Input, IReadOnlyList<FilterCall> Filters) : Expression
{
    public override object? Evaluate(Run run)
    {
        var quiet = run.Quiet;
        // Who gives a default knows that the value may be missing.
        run.Quiet |= Filters.Any(filter => filter.Name == "default");
        var value = Input.Evaluate(run);
        run.Quiet = quiet;
        return Filters.Aggregate(value, (current, filter) => filter.Apply(current, run));
    }
}

internal sealed record Compared(string Sign, Expression Left, Expression Right) : Expression
{
    public override object? Evaluate(Run run) => Comparison.Holds(Sign, Left.Evaluate(run), Right.Evaluate(run));
}

internal sealed record Both(Expression Left, Expression Right) : Expression
{
    public override object? Evaluate(Run run) => LiquidValue.IsTrue(Left.Evaluate(run)) && LiquidValue.IsTrue(Right.Evaluate(run));
}

internal sealed record Either(Expression Left, Expression Right) : Expression
{
    public override object? Evaluate(Run run) => LiquidValue.IsTrue(Left.Evaluate(run)) || LiquidValue.IsTrue(Right.Evaluate(run));
}
