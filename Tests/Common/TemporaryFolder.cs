namespace OrleansBackends.Tests.Common;

public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("orleans-backends-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
