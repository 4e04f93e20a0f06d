namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Orleans streams carry what may be lost with a process: frontends produce, grains consume.</summary>
public static class Streams
{
    /// <summary>Name of the memory stream provider in silos and frontends.</summary>
    public const string Provider = "signals";
}
