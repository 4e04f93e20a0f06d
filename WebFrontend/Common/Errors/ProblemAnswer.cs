using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457).</summary>
public sealed class ProblemAnswer(Error error) : IResult
{
    internal const string QuotaExceeded = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private const string CapacityReduced = "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity";

    public Error Error => error;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var status = StatusOf(error);
        httpContext.Response.StatusCode = status;
        if (error.RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }

        var limited = error.Code == LimitErrors.Code;
        var problem = new ProblemDetails { Status = status, Title = error.Message, Type = TypeOf(error) };
        problem.Extensions["code"] = error.Code;
        Add(problem, "member", error.Member);
        Add(problem, limited ? "violated-policies" : "reasons", error.Reasons);
        Add(problem, "retryAfterSeconds", error.RetryAfter is { } after ? Seconds(after) : null);
        await Problems.Write(httpContext, problem);
    }

    /// <summary>428 is the only status that its kind does not tell.</summary>
    internal static int StatusOf(Error error) =>
        error.Code == WebErrors.IfMatchRequired.Code ? StatusCodes.Status428PreconditionRequired : ErrorStatus.Of(error.Kind);

    internal static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static string? TypeOf(Error error) =>
        error.Code == LimitErrors.Code ? QuotaExceeded : error.Code == LimitErrors.CapacityReduced.Code ? CapacityReduced : null;

    private static void Add(ProblemDetails problem, string name, object? value)
    {
        if (value is not null)
        {
            problem.Extensions[name] = value;
        }
    }
}
