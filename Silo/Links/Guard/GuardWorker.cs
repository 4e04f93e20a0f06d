using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Silo.Common;

namespace OrleansBackends.Silo.Links.Guard;

/// <summary>Keeps the guard of this silo up to date: every 5 s it looks at the blocklist files and asks for new bans.</summary>
internal sealed partial class GuardWorker(
    LinkGuard guard, IGrainFactory grains, IOptions<LinksOptions> options, IHostApplicationLifetime host, TimeProvider time, ILogger<GuardWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private string stamp = "";
    private int bans = -1;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ReadFiles();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"A file of Links:BlocklistFiles cannot be read: {fault.Message}");
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await host.Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Refresh();
            }
            catch (Exception fault)
            {
                LogNotRefreshed(logger, fault);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task Refresh()
    {
        var all = grains.GetGrain<ILinkGuardGrain>(LinkKey.Guard);
        var snapshot = await all.Snapshot(bans);
        if (snapshot.Hosts is { } hosts)
        {
            guard.UseBans(hosts);
            bans = snapshot.Version;
        }

        if (ReadFiles())
        {
            await all.Sweep();
        }
    }

    private bool ReadFiles()
    {
        var files = options.Value.BlocklistFiles.Select(path => new FileInfo(path)).ToList();
        var now = string.Join('|', files.Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        if (now == stamp)
        {
            return false;
        }

        guard.UseFiles(Blocklist.Read(files.SelectMany(f => File.ReadLines(f.FullName))));
        stamp = now;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Blocklist files or bans could not be read; the guard keeps what it has.")]
    private static partial void LogNotRefreshed(ILogger logger, Exception fault);
}
