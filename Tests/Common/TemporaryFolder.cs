namespace OrleansBackends.Tests.Common;

public sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public string Path { get; } = Directory.CreateTempSubdirectory("orleans-backends-").FullName;

    /// <summary>A program that was ended may write its last file while the folder is being emptied: then once more.</summary>
    public void Dispose()
    {
        for (var end = DateTime.UtcNow + Patience; Directory.Exists(Path); Thread.Sleep(Look))
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
            }
        }
    }
}
