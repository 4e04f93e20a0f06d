using System.Diagnostics.CodeAnalysis;
using OrleansBackends.Grains.Notifications.Templates.Liquid;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>A Liquid template, parsed. It is immutable, serves any number of threads, and reaches nothing but the scope it is given.</summary>
internal sealed class Template
{
    private readonly Block body;
    private readonly TemplateKind kind;
    private readonly IReadOnlyCollection<string> schemes;

    private Template(TemplateKind kind, string source, Block body)
    {
        this.kind = kind;
        this.body = body;
        schemes = kind == TemplateKind.Html ? LinkSchemes.Of(source) : [];
    }

    public static bool TryParse(TemplateKind kind, string source, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out TemplateFault? fault)
    {
        try
        {
            template = new Template(kind, source, BlockParser.Parse(source));
            fault = null;
            return true;
        }
        catch (LiquidException refused)
        {
            template = null;
            fault = new TemplateFault(refused.Line, refused.Message);
            return false;
        }
    }

    public RenderedTemplate Render(TemplateScope scope, TemplateLimits? limits = null)
    {
        var run = new Run(kind, scope, limits ?? TemplateLimits.Default);
        try
        {
            body.Render(run);
            var text = run.Text;
            return new RenderedTemplate { Text = kind == TemplateKind.Html ? LinkSchemes.Clean(text, schemes) : text, Missing = run.Missing };
        }
        catch (LiquidException refused)
        {
            return new RenderedTemplate { Fault = new TemplateFault(refused.Line, refused.Message), Missing = run.Missing };
        }
    }
}
