using System.Diagnostics.CodeAnalysis;
using OrleansBackends.Grains.Notifications.Templates.Liquid;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>A step's <c>when</c>: what Liquid allows behind <c>if</c>, as <c>payload.total > 100 and inbox.read == false</c>. It always has an answer.</summary>
internal sealed class Condition
{
    /// <summary>Characters of its source.</summary>
    public const int Source = 500;

    private readonly Expression expression;

    private Condition(Expression expression) => this.expression = expression;

    public static bool TryParse(string source, [NotNullWhen(true)] out Condition? condition, [NotNullWhen(false)] out TemplateFault? fault)
    {
        try
        {
            condition = source.Length <= Source
                ? new Condition(ExpressionParser.ParseCondition(source, line: 1))
                : throw new LiquidException(1, $"A condition has at most {Source} characters.");
            fault = null;
            return true;
        }
        catch (LiquidException refused)
        {
            condition = null;
            fault = new TemplateFault(refused.Line, refused.Message);
            return false;
        }
    }

    public bool Holds(TemplateScope scope) =>
        LiquidValue.IsTrue(expression.Evaluate(new Run(TemplateKind.Text, scope, TemplateLimits.Default) { Quiet = true }));
}
