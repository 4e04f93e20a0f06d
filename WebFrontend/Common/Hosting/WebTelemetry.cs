using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Traces and metrics of this process, collected only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver.</summary>
internal static class WebTelemetry
{
    public static IServiceCollection AddWebTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("orleans-backends-frontend").AddEnvironmentVariableDetector())
                .WithMetrics(metrics => metrics
                    .AddMeter(Telemetry.Name, "Microsoft.Orleans").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
                .WithTracing(traces => traces
                    .AddSource(Telemetry.Name, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime").AddAspNetCoreInstrumentation().AddProcessor<SecretPaths>())
                .UseOtlpExporter();
        }

        return services;
    }
}
