using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Templates by their text, parsed once; a published text never changes.</summary>
internal sealed class ParsedTemplates
{
    private const int MaxKept = 2_000;

    private readonly ConcurrentDictionary<(TemplateKind Kind, string Source), Template> kept = new();

    public bool TryGet(TemplateKind kind, string source, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out TemplateFault? fault)
    {
        fault = null;
        if (kept.TryGetValue((kind, source), out template))
        {
            return true;
        }

        if (!Template.TryParse(kind, source, out template, out fault))
        {
            return false;
        }

        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept[(kind, source)] = template;
        return true;
    }
}
