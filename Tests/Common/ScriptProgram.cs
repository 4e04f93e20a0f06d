using System.Diagnostics;

namespace OrleansBackends.Tests.Common;

/// <summary>A script around somebody else's implementation, which talks to us by lines.</summary>
internal sealed class ScriptProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly string script;

    private ScriptProgram(Process process, string script) => (this.process, this.script) = (process, script);

    public static ScriptProgram Start(string program, string folder, string script)
    {
        var start = new ProcessStartInfo(program, [script]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        return new ScriptProgram(Process.Start(start)!, script);
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
}
