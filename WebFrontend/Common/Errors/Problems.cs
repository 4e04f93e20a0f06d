using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Every problem leaves through here, the framework's own included, whatever the caller accepts: with a stable <c>code</c>, a <c>traceId</c>, and
/// members spelled as the caller spells them.
/// </summary>
internal sealed class Problems : IProblemDetailsWriter
{
    public const string ContentType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context) => await Write(context.HttpContext, context.ProblemDetails);

    public static async Task Write(HttpContext context, ProblemDetails problem)
    {
        problem.Status ??= context.Response.StatusCode;
        problem.Title ??= Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Type ??= "about:blank";
        problem.Extensions.TryAdd("code", CodeOf(problem.Status.Value));
        problem.Extensions["traceId"] = TraceId(context);
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Errors = validation.Errors.ToDictionary(e => MemberPath(e.Key), e => e.Value);
        }

        context.Response.Headers.CacheControl = "no-store";
        if (PageMark.Of(context) is not null)
        {
            await WritePage(context, problem);
            return;
        }

        var options = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        await context.Response.WriteAsJsonAsync(problem, problem.GetType(), options, ContentType, context.RequestAborted);
    }

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>The code of a status that no refusal stands behind.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "invalid-request",
        StatusCodes.Status401Unauthorized => Errors.Unauthenticated.Code,
        StatusCodes.Status403Forbidden => Errors.Forbidden.Code,
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status503ServiceUnavailable => Errors.Unavailable.Code,
        StatusCodes.Status504GatewayTimeout => "timeout",
        >= 500 => "fault",
        _ => "refused",
    };

    private static Task WritePage(HttpContext context, ProblemDetails problem) => Pages.Render<ProblemPage>(
        new
        {
            problem.Title,
            Code = problem.Extensions["code"] as string,
            TraceId = problem.Extensions["traceId"] as string,
            RetryAfterSeconds = problem.Extensions.TryGetValue("retryAfterSeconds", out var wait) ? wait as int? : null,
        },
        problem.Status!.Value).ExecuteAsync(context);

    private static string MemberPath(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
