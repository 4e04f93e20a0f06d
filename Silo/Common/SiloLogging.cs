using Microsoft.Extensions.Configuration.Memory;

namespace OrleansBackends.Silo.Common;

internal static class SiloLogging
{
    /// <summary>Orleans and what it is built on tell every step at the level where others tell what matters. Any other source of settings wins.</summary>
    public static void AddQuietLevels(this IConfigurationManager configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Orleans"] = nameof(LogLevel.Warning),
                // Its first round measures from the start of the machine and takes that for a stall, at every start.
                ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = nameof(LogLevel.Error),
                ["Logging:LogLevel:Polly"] = nameof(LogLevel.Warning),
                ["Logging:LogLevel:Npgsql"] = nameof(LogLevel.Warning),
            },
        });
}
