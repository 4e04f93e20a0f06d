using System.Diagnostics;
using Npgsql;

namespace OrleansBackends.Tests.Common;

/// <summary>A PostgreSQL server from the machine's binaries, in a temporary folder, on a free port of loopback.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string binaries;
    private readonly string folder;
    private readonly int port;

    private PostgresServer(string binaries, string folder, int port)
    {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Why no server can be started here, or null.</summary>
    public static string? FindObstacle() => FindBinaries() is null ? "PostgreSQL is not installed under /usr/lib/postgresql" : null;

    public static async Task<PostgresServer> StartNewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("backends-pg-").FullName;
        var server = new PostgresServer(FindBinaries()!, folder, FreePort.Next());
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        await server.RunAsPostgresAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        await server.StartAsync();
        return server;
    }

    public Task StartAsync() => RunAsPostgresAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(folder, "log"),
        "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=300");

    /// <summary>Ends the server as a power loss would, from the clients' view; what was committed stays.</summary>
    public Task StopAsync() => RunAsPostgresAsync("pg_ctl", "stop", "-w", "-D", Data, "-m", "immediate");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private static string? FindBinaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).LastOrDefault(Directory.Exists)
        : null;

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task RunAsPostgresAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(binaries, program), .. arguments])
        : RunAsync(Path.Combine(binaries, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // No redirection: the server would inherit the pipe and keep it open for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
