namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>What is wrong with a template, and in which of its lines, counted from 1.</summary>
internal sealed record TemplateFault(int Line, string Message);
