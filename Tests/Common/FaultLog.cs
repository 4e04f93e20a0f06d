using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Tests.Common;

/// <summary>Keeps what a host logs as an error or worse, or from another level on.</summary>
internal sealed class FaultLog(LogLevel from = LogLevel.Error) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> faults = new();

    public IReadOnlyCollection<string> Faults => faults;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, from, faults);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, LogLevel from, ConcurrentQueue<string> faults) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                faults.Enqueue($"{category}: {formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
