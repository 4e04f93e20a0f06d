namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal abstract record Statement(int Line)
{
    public abstract void Render(Run run);
}

internal sealed record Block(IReadOnlyList<Statement> Statements)
{
    public void Render(Run run)
    {
        foreach (var statement in Statements)
        {
            run.Step(statement.Line);
            statement.Render(run);
            if (run.Leap != Leap.None)
            {
                return;
            }
        }
    }
}

internal sealed record Words(int Line, string Text) : Statement(Line)
{
    public override void Render(Run run) => run.Write(Text, Line);
}

internal sealed record Output(int Line, Expression Value) : Statement(Line)
{
    public override void Render(Run run) => run.Write(run.Encode(Value.Evaluate(run)), Line);
}

internal sealed record Assign(int Line, string Name, Expression Value) : Statement(Line)
{
    public override void Render(Run run) => run.Set(Name, Value.Evaluate(run));
}

internal sealed record Capture(int Line, string Name, Block Body) : Statement(Line)
{
    public override void Render(Run run) => run.Set(Name, new Encoded(run.Capture(() => Body.Render(run))));
}

internal sealed record LeapStatement(int Line, Leap Leap) : Statement(Line)
{
    public override void Render(Run run) => run.Leap = Leap;
}

/// <summary><c>if</c>, <c>unless</c> and <c>case</c>: the first branch whose condition holds.</summary>
internal sealed record Branches(int Line, IReadOnlyList<(Expression When, Block Body)> Cases, Block? Otherwise) : Statement(Line)
{
    public override void Render(Run run) => (Cases.FirstOrDefault(one => Holds(one.When, run)).Body ?? Otherwise)?.Render(run);

    private static bool Holds(Expression when, Run run)
    {
        var quiet = run.Quiet;
        run.Quiet = true;
        var holds = LiquidValue.IsTrue(when.Evaluate(run));
        run.Quiet = quiet;
        return holds;
    }
}

internal sealed record Negated(Expression Value) : Expression
{
    public override object? Evaluate(Run run) => !LiquidValue.IsTrue(Value.Evaluate(run));
}
