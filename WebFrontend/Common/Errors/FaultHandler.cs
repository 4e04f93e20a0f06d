using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Orleans.Runtime.Messaging;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Faults become a status without detail: 504 when nobody answered in time, 503 when cluster or storage cannot be reached, else 500.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true; // Nobody is there to be answered.
        }

        SecurityHeaders.Apply(httpContext);
        await Answer(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private IResult Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException unreadable:
                return BadRequests.Answer(unreadable);
            case TimeoutException:
                LogTimeout(logger, context.GetEndpoint()?.DisplayName);
                return TypedResults.Problem(new ProblemDetails
                {
                    Status = StatusCodes.Status504GatewayTimeout,
                    Title = "No answer in time. The request may have been carried out.",
                });
            case var _ when Chain(exception).Any(IsUnreachable):
                LogUnreachable(logger, exception, context.GetEndpoint()?.DisplayName);
                return (Errors.Unavailable with { RetryAfter = TimeSpan.FromSeconds(1) }).ToProblem();
            default:
                LogFault(logger, exception, context.GetEndpoint()?.DisplayName);
                return TypedResults.Problem(new ProblemDetails { Status = StatusCodes.Status500InternalServerError });
        }
    }

    private static bool IsUnreachable(Exception fault) =>
        fault is DbException or SocketException or SiloUnavailableException or OrleansMessageRejectionException or GatewayTooBusyException
            or ConnectionFailedException or ClientNotAvailableException or OperationCanceledException;

    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var at = fault; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No answer in time at {Endpoint}.")]
    private static partial void LogTimeout(ILogger logger, string? endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cluster or storage cannot be reached at {Endpoint}.")]
    private static partial void LogUnreachable(ILogger logger, Exception fault, string? endpoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fault at {Endpoint}.")]
    private static partial void LogFault(ILogger logger, Exception fault, string? endpoint);
}
