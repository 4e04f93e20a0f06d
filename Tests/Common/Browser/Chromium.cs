using System.Diagnostics;
using System.Text;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>The machine's Chromium without a window, with a profile of its own that is gone afterwards.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    // The first lines keep it from asking anything of the network; as root there is no sandbox.
    private static readonly string[] Switches =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run", "--no-default-browser-check",
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
    ];

    private readonly Process process;
    private readonly TemporaryFolder profile;
    private readonly DevTools tools;

    private Chromium(Process process, TemporaryFolder profile, DevTools tools) => (this.process, this.profile, this.tools) = (process, profile, tools);

    /// <summary>Where it is; null where there is none.</summary>
    public static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from program in Programs
         select Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync(string program)
    {
        var profile = new TemporaryFolder();
        var process = Process.Start(new ProcessStartInfo(program, [.. Switches, $"--user-data-dir={profile.Path}", "about:blank"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            return new Chromium(process, profile, await DevTools.ConnectAsync(await FindAddressAsync(process)));
        }
        catch
        {
            await EndAsync(process, profile);
            throw;
        }
    }

    /// <summary>A window that shares no cookie with any other.</summary>
    public async Task<BrowserPage> OpenAsync()
    {
        var context = (await tools.CallAsync("Target.createBrowserContext")).GetProperty("browserContextId").GetString();
        var target = (await tools.CallAsync("Target.createTarget", new { url = "about:blank", browserContextId = context })).GetProperty("targetId").GetString();
        var session = (await tools.CallAsync("Target.attachToTarget", new { targetId = target, flatten = true })).GetProperty("sessionId").GetString()!;
        return await BrowserPage.AttachAsync(tools, session, context!);
    }

    public async ValueTask DisposeAsync()
    {
        await tools.DisposeAsync();
        await EndAsync(process, profile);
    }

    /// <summary>It says on its error stream where it listens. Both streams are read to their end: a full pipe would stop it.</summary>
    private static async Task<Uri> FindAddressAsync(Process process)
    {
        const string Listening = "DevTools listening on ";
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            said.AppendLine(line.Data);
            if (line.Data is null)
            {
                found.TrySetException(new InvalidOperationException($"Chromium ended while starting:\n{said}"));
            }
            else if (line.Data.StartsWith(Listening, StringComparison.Ordinal))
            {
                found.TrySetResult(new Uri(line.Data[Listening.Length..]));
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return await found.Task.WaitAsync(StartTime);
    }

    private static async Task EndAsync(Process process, TemporaryFolder profile)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        profile.Dispose();
    }
}
