namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Ends parsing or rendering; it never leaves the folder above.</summary>
internal sealed class LiquidException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
