namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>HTML encodes what a template puts out, text does not.</summary>
internal enum TemplateKind
{
    Text,
    Html,
}
