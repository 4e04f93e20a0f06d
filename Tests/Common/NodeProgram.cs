using System.Diagnostics;
using OrleansBackends.Tests.Architecture;

namespace OrleansBackends.Tests.Common;

/// <summary>A script of <c>Tests/Node</c>, which talks to us by lines. Where Node or its packages are missing, the test that wants it is skipped.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly string script;

    private NodeProgram(Process process, string script) => (this.process, this.script) = (process, script);

    public static NodeProgram Start(string script)
    {
        var folder = Path.Combine(Solution.Root, "Tests", "Node");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "The packages of Tests/Node are missing; install them with: npm ci --prefix Tests/Node");
        Assert.SkipWhen(Find("node") is null, "Node is missing.");
        var start = new ProcessStartInfo(Find("node")!, [script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new NodeProgram(Process.Start(start)!, script);
    }

    public async Task<string> ReadLine() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(TestTime.Deadline) ?? throw new InvalidOperationException($"{script} ended without a word.");

    public async Task WriteLine(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the input and gives all that is written from then on.</summary>
    public async Task<string> ReadToEnd()
    {
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync().WaitAsync(TestTime.Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
