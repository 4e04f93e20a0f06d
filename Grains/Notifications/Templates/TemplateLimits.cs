namespace OrleansBackends.Grains.Notifications.Templates;

/// <param name="Steps">Statements, turns of loops and filters.</param>
/// <param name="Bytes">Of the output, and characters of any value on the way to it.</param>
/// <param name="Time">Of the machine. It counts from step <see cref="TimedFrom"/> on: before it a template has done too little to be what took so long.</param>
internal sealed record TemplateLimits(int Steps, int Bytes, TimeSpan Time)
{
    public int TimedFrom { get; init; } = 200;

    /// <summary>Characters of a template's source.</summary>
    public const int Source = 65_536;

    /// <summary>Blocks and brackets in each other.</summary>
    public const int Depth = 64;

    public static TemplateLimits Default { get; } = new(Steps: 10_000, Bytes: 102_400, TimeSpan.FromMilliseconds(250));
}
