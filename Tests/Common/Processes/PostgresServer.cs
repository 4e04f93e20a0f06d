using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace OrleansBackends.Tests.Common.Processes;

/// <summary>
/// A PostgreSQL server of its own, from this machine's binaries, on a free loopback port with its data in a temporary folder. It may be stopped and
/// started again, and takes everything with it when disposed.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // The server refuses to run as root.
    private static readonly string[] AsPostgres = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];

    private readonly string binaries;
    private readonly string folder;
    private readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly int port = FreePort.Find();

    private PostgresServer(string binaries, string folder)
    {
        this.binaries = binaries;
        this.folder = folder;
    }

    /// <summary>Where the newest installed server lies, or null.</summary>
    public static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderBy(VersionOf).LastOrDefault()
            : null;

    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine, or it does not start.</exception>
    public static async Task<PostgresServer> StartNew()
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException("PostgreSQL is not installed under /usr/lib/postgresql.");
        var folder = (await Run("mktemp", "-d", "/tmp/backends-postgres.XXXXXX")).Trim();
        var server = new PostgresServer(binaries, folder);
        try
        {
            await Run("sh", "-c", "umask 077; printf %s \"$1\" >\"$2\"", "sh", server.password, $"{folder}/password");
            await Run(
                $"{binaries}/initdb", "-D", $"{folder}/data", "-U", "tests", "-A", "scram-sha-256", $"--pwfile={folder}/password",
                "-E", "UTF8", "--locale=C.UTF-8");
            await server.Start();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task Start() => Run(
        $"{binaries}/pg_ctl", "-D", $"{folder}/data", "-l", $"{folder}/log", "-w",
        "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400", "start");

    /// <summary>Ends it at once, as a power loss would; what was committed is there after <see cref="Start"/>.</summary>
    public Task Crash() => Run($"{binaries}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");

    /// <summary>Creates an empty database and answers its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"d{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists($"{folder}/data/postmaster.pid"))
        {
            await Crash();
        }

        await Run("rm", "-rf", folder);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=tests;Password={password};Database={database}";

    private static int VersionOf(string bin) => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), out var version) ? version : 0;

    private static async Task<string> Run(params string[] command)
    {
        string[] words = [.. AsPostgres, .. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', command)} failed with {process.ExitCode}: {await errors}");
    }
}
