using DbUp;
using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Storage;

internal static class SqliteSchema
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(50);

    public static async Task InstallAsync(string file, string connectionString, CancellationToken cancellation)
    {
        await using var held = await TakeLock(file + ".lock", cancellation);
        try
        {
            await using (var connection = new SqliteConnection(connectionString))
            {
                await connection.OpenAsync(cancellation);
                await using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = WAL";
                await command.ExecuteNonQueryAsync(cancellation);
            }

            Schema.Install(DeployChanges.To.SqliteDatabase(connectionString).JournalToSqliteTable("schema_version"), Schema.Folder("sqlite"));
        }
        catch (SqliteException refused)
        {
            throw new StartRefusedException($"Storage:Folder holds {file}, which cannot be opened: {refused.Message}", refused);
        }
    }

    /// <summary>A file that one process at a time has open; the system closes it with the process.</summary>
    private static async Task<FileStream> TakeLock(string file, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(LockRetry, cancellation); // Another process installs; it takes seconds at most.
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"Storage:Folder holds {file}, which cannot be written: {refused.Message}", refused);
            }
        }
    }
}
