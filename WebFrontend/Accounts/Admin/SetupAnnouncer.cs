using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Hands the operator the token of the first admin, once in the life of the product; never through the log.</summary>
internal sealed partial class SetupAnnouncer(
    IGrainFactory grains, IOptions<AccountsOptions> options, IOptions<FrontendOptions> frontend, ILogger<SetupAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).EnsureSetup() is { } token)
                {
                    await Announce(token);
                }

                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogNotAsked(logger, fault);
                await Task.Delay(Retry, stoppingToken);
            }
        }
    }

    private async Task Announce(string token)
    {
        if (string.IsNullOrEmpty(options.Value.SetupTokenFile))
        {
            await Console.Out.WriteLineAsync(
                $"There is no admin yet. POST {frontend.Value.Link("/api/accounts/setup")} with this token makes the first one: {token}");
            return;
        }

        var own = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            own.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(options.Value.SetupTokenFile, own);
        await file.WriteLineAsync(token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether there is an admin could not be asked; the next try is in 5 s.")]
    private static partial void LogNotAsked(ILogger logger, Exception fault);
}
