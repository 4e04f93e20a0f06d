using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>The one meter and the one activity source of this solution.</summary>
public static class Telemetry
{
    public const string Name = "OrleansBackends";

    public static Meter Meter { get; } = new(Name);

    public static ActivitySource Activities { get; } = new(Name);
}
