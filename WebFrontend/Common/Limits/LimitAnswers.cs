using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Unicode;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Refusals of the gate. They are many when they matter, so the problem is written without a serializer; it equals that of every other refusal.</summary>
internal static class LimitAnswers
{
    private const int MaxLength = 4_096;

    private static readonly Counter<long> Denied =
        Telemetry.Meter.CreateCounter<long>("limits.denied", description: "Requests refused by a policy.");

    public static Task Refuse(HttpContext context, LimitUse use, Error refusal, bool legacyFields)
    {
        if (refusal.Code != LimitErrors.Code)
        {
            return refusal.ToProblem().ExecuteAsync(context);
        }

        foreach (var unit in use.Units)
        {
            if (unit.Violates)
            {
                Denied.Add(1, new KeyValuePair<string, object?>("policy", unit.Policy.Name));
            }
        }

        LimitFields.Write(context.Response, use, legacyFields);
        return PageMark.Of(context) is null ? Write(context, refusal) : refusal.ToProblem().ExecuteAsync(context);
    }

    private static async Task Write(HttpContext context, Error refusal)
    {
        var response = context.Response;
        var retry = ProblemAnswer.Seconds(refusal.RetryAfter!.Value);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.ContentType = Problems.ContentType;
        response.Headers.RetryAfter = retry.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        var policies = refusal.Reasons is [var only] ? only : string.Join("\",\"", refusal.Reasons!);
        var body = response.BodyWriter.GetSpan(MaxLength);
        var fits = Utf8.TryWrite(
            body,
            $$"""
            {"type":"{{ProblemAnswer.QuotaExceeded}}","title":"{{refusal.Message}}","status":429,"code":"{{LimitErrors.Code}}","violated-policies":["{{policies}}"],"retryAfterSeconds":{{retry}},"traceId":"{{Problems.TraceId(context)}}"}
            """,
            out var written);
        Debug.Assert(fits, "names are short and few");
        response.ContentLength = written;
        response.BodyWriter.Advance(written);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
