using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common;

/// <summary>Runs a host whose settings, if wrong, end the process with one sentence and no stack trace.</summary>
public static class SiloStart
{
    /// <summary>Builds and runs the host; 0 after a graceful stop, 1 when it refused to start.</summary>
    public static async Task<int> RunAsync(Func<IHost> build)
    {
        // The language of the machine decides nothing here.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            using var host = build();
            await PrepareAsync(host.Services);
            await host.RunAsync();
            return 0;
        }
        catch (Exception refused) when (SentenceOf(refused) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>Checks all settings and brings the schema up to date, before anything starts.</summary>
    internal static async Task PrepareAsync(IServiceProvider services)
    {
        services.GetService<IStartupValidator>()?.Validate();
        if (services.GetService<Database>() is { } database)
        {
            await database.InstallSchemaAsync(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        }
    }

    private static string? SentenceOf(Exception fault) => fault switch
    {
        StartRefusedException refused => refused.Message,
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        AggregateException { InnerExceptions: var all } when all.All(one => SentenceOf(one) is not null) =>
            string.Join(Environment.NewLine, all.Select(SentenceOf)),
        // What the binder says of a value that it cannot convert; it names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => unreadable.Message,
        _ => null,
    };
}
