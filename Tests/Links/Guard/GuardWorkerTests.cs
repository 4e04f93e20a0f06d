using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Links.Guard;

namespace OrleansBackends.Tests.Links.Guard;

[Collection<ClusterCollection>]
public sealed class GuardWorkerTests(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly TimeSpan TwoLooks = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder folder = new();
    private readonly LinkGuard guard = new();
    private readonly ApplicationLifetime host = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Warnings log = new();
    private GuardWorker worker = null!;

    private string File => Path.Combine(folder.Path, "blocklist.txt");

    public ValueTask InitializeAsync()
    {
        var options = new LinksOptions { BlocklistFiles = { File } };
        worker = new GuardWorker(guard, cluster.Grains, Options.Create(options), host, cluster.Time.Provider, log);
        host.NotifyStarted();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(CancellationToken.None);
        worker.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_missing_at_start_stops_the_process_and_names_the_key()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => worker.StartAsync(CancellationToken.None));
        Assert.Contains("Links:BlocklistFiles", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_is_read_again()
    {
        await Start("first.example");
        Assert.True(Lists("first.example"));
        await Write("second.example", "https://third.example/bad");
        await Seen(() => Lists("second.example"), "the new host is listed");
        Assert.False(Lists("first.example"));
        Assert.True(guard.IsListed("third.example", "https://third.example/bad"));
    }

    [Fact]
    public async Task A_file_that_goes_missing_leaves_the_list_as_it_was_until_it_comes_back()
    {
        await Start("kept.example");
        System.IO.File.Delete(File);
        await cluster.Time.Until(log.Next(), TwoLooks, "the worker warns of the missing file");
        Assert.True(Lists("kept.example"));

        await Write("back.example");
        await Seen(() => Lists("back.example"), "the file that came back is read");
        Assert.False(Lists("kept.example"));
    }

    private async Task Start(params string[] hosts)
    {
        await Write(hosts);
        await worker.StartAsync(CancellationToken.None);
    }

    private Task Write(params string[] lines) => System.IO.File.WriteAllLinesAsync(File, lines);

    private bool Lists(string host) => guard.IsListed(host, $"https://{host}/");

    private Task Seen(Func<bool> holds, string what) => cluster.Time.Until(() => Task.FromResult(holds()), TwoLooks, what);

    /// <summary>Completes what was armed when the worker warns.</summary>
    private sealed class Warnings : ILogger<GuardWorker>
    {
        private TaskCompletionSource warned = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Next() => (warned = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel is LogLevel.Warning)
            {
                warned.TrySetResult();
            }
        }
    }
}
