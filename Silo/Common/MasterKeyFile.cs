using System.Security.Cryptography;

namespace OrleansBackends.Silo.Common;

/// <summary>Embedded mode makes its own master key where none is configured; a cluster is given one.</summary>
internal static class MasterKeyFile
{
    public static void EnsureMasterKey(this IHostApplicationBuilder builder)
    {
        var secrets = builder.Configuration.GetSection("Secrets");
        if (!string.IsNullOrEmpty(secrets["MasterKey"]) || !string.IsNullOrEmpty(secrets["MasterKeyFile"]))
        {
            return;
        }

        var folder = builder.Configuration["Storage:Folder"] ?? new Storage.StorageSettings().Folder;
        var file = Path.Combine(builder.Environment.ContentRootPath, folder, "keys", "master.key");
        try
        {
            Ensure(file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Storage:Folder cannot hold the key file {file}: {refused.Message}", refused);
        }

        builder.Configuration.AddInMemoryCollection([new("Secrets:MasterKeyFile", file)]);
    }

    private static void Ensure(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        var folder = Path.GetDirectoryName(file)!;
        var fresh = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(fresh, options))
        {
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        // A key is whole or not there, whatever happens in between.
        File.Move(fresh, file, overwrite: false);
    }
}
