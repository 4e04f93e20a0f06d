using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>The text, or why there is none.</summary>
internal sealed record RenderedTemplate
{
    public string? Text { get; init; }

    public TemplateFault? Fault { get; init; }

    /// <summary>Paths that the template named and the data did not have; they rendered empty.</summary>
    public required IReadOnlyCollection<string> Missing { get; init; }

    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsOk => Fault is null;
}
