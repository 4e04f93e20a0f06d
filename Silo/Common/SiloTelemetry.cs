using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OrleansBackends.Silo.Common;

/// <summary>The silo's part of traces and metrics. They cost something even unread, so they are collected only where somebody receives them.</summary>
internal static class SiloTelemetry
{
    /// <summary>Name of the one meter and the one activity source of this solution.</summary>
    public const string Name = "OrleansBackends";

    public static IServiceCollection AddSiloTelemetry(this IServiceCollection services, IConfiguration configuration, bool hasFrontend)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Name, "Microsoft.Orleans", "Npgsql").AddRuntimeInstrumentation())
            .WithTracing(traces => traces.AddSource(Name, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Storage").AddNpgsql());
        if (!hasFrontend)
        {
            // The frontend in the same process exports for both; a second exporter is refused.
            telemetry.ConfigureResource(resource => resource.AddService("orleans-backends-silo").AddEnvironmentVariableDetector()).UseOtlpExporter();
        }

        return services;
    }
}
