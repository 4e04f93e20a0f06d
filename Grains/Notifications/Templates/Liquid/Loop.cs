namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal sealed record Loop(int Line, string Name, Expression Items, Expression? Offset, Expression? Limit, bool Reversed, Block Body, Block? Otherwise)
    : Statement(Line)
{
    public override void Render(Run run)
    {
        var items = Chosen(run);
        if (items.Count == 0)
        {
            Otherwise?.Render(run);
            return;
        }

        run.With([Name, "forloop"], () => Turn(run, items));
    }

    private void Turn(Run run, IReadOnlyList<object?> items)
    {
        for (var i = 0; i < items.Count && run.Leap != Leap.Break; i++)
        {
            run.Step(Line);
            run.Set(Name, items[i]);
            run.Set("forloop", State(i, items.Count));
            run.Leap = Leap.None;
            Body.Render(run);
        }

        run.Leap = Leap.None;
    }

    private IReadOnlyList<object?> Chosen(Run run)
    {
        IEnumerable<object?> items = LiquidValue.List(Items.Evaluate(run));
        items = Offset is null ? items : items.Skip(Whole(Offset, run));
        items = Limit is null ? items : items.Take(Whole(Limit, run));
        return [.. Reversed ? items.Reverse() : items];
    }

    private static int Whole(Expression number, Run run) => (int)Math.Clamp(LiquidValue.Number(number.Evaluate(run)) ?? 0, 0, int.MaxValue);

    private static Dictionary<string, object?> State(int at, int count) => new()
    {
        ["index"] = (decimal)(at + 1),
        ["index0"] = (decimal)at,
        ["rindex"] = (decimal)(count - at),
        ["length"] = (decimal)count,
        ["first"] = at == 0,
        ["last"] = at == count - 1,
    };
}
