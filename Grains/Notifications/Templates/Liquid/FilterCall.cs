namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>A filter gets the value on its left and what stands behind the colon.</summary>
internal delegate object? Filter(object? input, FilterArguments arguments);

internal sealed record FilterCall(string Name, Filter Filter, IReadOnlyList<Expression> Arguments, int Line)
{
    public object? Apply(object? input, Run run)
    {
        run.Step(Line);
        var arguments = new FilterArguments(Name, [.. Arguments.Select(argument => argument.Evaluate(run))], run, Line);
        try
        {
            var result = Filter(input, arguments);
            arguments.Allow(Weight(result, run.Limits.Bytes));
            return result;
        }
        catch (OverflowException)
        {
            throw new LiquidException(Line, $"'{Name}' gives a number that is too large");
        }
    }

    /// <summary>Characters and elements of a value with all that is in it; counting ends beyond the limit.</summary>
    private static long Weight(object? value, int limit)
    {
        long weight = value switch
        {
            string text => text.Length,
            Encoded encoded => encoded.Text.Length,
            _ => 1,
        };
        var parts = value switch
        {
            IReadOnlyList<object?> list => list,
            IReadOnlyDictionary<string, object?> map => map.Values,
            _ => (IEnumerable<object?>)[],
        };
        foreach (var part in parts)
        {
            weight += Weight(part, limit);
            if (weight > limit)
            {
                break;
            }
        }

        return weight;
    }
}

/// <summary>The arguments of one call; what is not given is null.</summary>
internal sealed record FilterArguments(string Name, IReadOnlyList<object?> Values, Run Run, int Line)
{
    public object? this[int at] => at < Values.Count ? Values[at] : null;

    public string Text(int at) => LiquidValue.Text(this[at]);

    public decimal Number(int at, decimal otherwise = 0) => LiquidValue.Number(this[at]) ?? otherwise;

    public int Whole(int at, int otherwise) => (int)Math.Clamp(Number(at, otherwise), int.MinValue, int.MaxValue);

    /// <summary>Ends the rendering before something of that size is made.</summary>
    public void Allow(long size)
    {
        if (size > Run.Limits.Bytes)
        {
            throw Fault($"makes more than {Run.Limits.Bytes} characters");
        }
    }

    public LiquidException Fault(string message) => new(Line, $"'{Name}' {message}");
}
