using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace OrleansBackends.Tests.Common.Processes;

/// <summary>One of our programs as a process of its own, known by the port of its health page.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const int KeptLines = 200;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(40);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private ServerProcess(string name, int port, Process process)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{port}");
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>The last lines it wrote.</summary>
    public string Output => string.Join('\n', output);

    /// <param name="program">Name of an assembly beside this one, without its extension.</param>
    /// <param name="port">Where its health page will answer.</param>
    /// <param name="settings">Its environment, on top of this process's own.</param>
    /// <param name="arguments">Its command line.</param>
    public static ServerProcess Start(string program, int port, IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"{program}.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ServerProcess($"{program}:{port}", port, Process.Start(start)!);
    }

    public async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        var begun = Stopwatch.GetTimestamp();
        while (!await AnswersReady(http))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {process.ExitCode} while starting:\n{Output}");
            }

            if (Stopwatch.GetElapsedTime(begun) > StartTime)
            {
                throw new TimeoutException($"{Name} is not ready after {StartTime.TotalSeconds} s:\n{Output}");
            }

            await Task.Delay(50); // Another process gives no signal but its health page.
        }
    }

    /// <summary>SIGKILL: it has no chance to say or save anything.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM, and waits for its graceful end.</summary>
    public async Task Stop()
    {
        _ = SendSignal(process.Id, Sigterm);
        using var deadline = new CancellationTokenSource(StopTime);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{Name} did not end within {StopTime.TotalSeconds} s of SIGTERM:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<bool> AnswersReady(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/health/ready");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            output.Enqueue(line);
            if (output.Count > KeptLines)
            {
                output.TryDequeue(out _);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
