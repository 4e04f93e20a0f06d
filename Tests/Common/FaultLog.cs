using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Tests.Common;

/// <summary>Keeps what a host logs as an error or worse.</summary>
internal sealed class FaultLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> faults = new();

    public IReadOnlyCollection<string> Faults => faults;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, faults);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> faults) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                faults.Enqueue($"{category}: {formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
