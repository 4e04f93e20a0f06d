using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Policies;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>
/// The hot path of checks: one that this process can decide whole, as it can most of a busy subject's, is answered before all else. Whatever else there
/// is to say about a check its route says, refusals above all; then nothing was taken here and nothing of the body is gone.
/// </summary>
internal sealed class QuickChecks(
    RequestDelegate next, KnownPrograms programs, LeaseTable leases, ClusterLimiter limiter, IOptions<JsonOptions> json,
    IOptions<RateLimitOptions> options)
{
    private const string Path = "/api/rate-limits/check";
    private const int Longest = 4_096;

    private readonly LimitHandle calls = limiter.Find(CheckEndpoints.Policy);
    private readonly JsonSerializerOptions json = json.Value.SerializerOptions;
    private readonly RateLimitOptions options = options.Value;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path != Path || !IsPlain(request) || options.Profile != RateLimitProfile.Default
            || programs.Find(request) is not var (app, key) || !request.BodyReader.TryRead(out var read))
        {
            return next(context);
        }

        var body = read.Buffer;
        if (body.Length == request.ContentLength && Parse(body) is { } check && Decide(app, key, check) is { } done)
        {
            request.BodyReader.AdvanceTo(body.End);
            return Answer(context, done.Call, done.Check);
        }

        request.BodyReader.AdvanceTo(body.Start, body.Start);
        return next(context);
    }

    private static bool IsPlain(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && !request.QueryString.HasValue && request.ContentLength is > 0 and <= Longest
        && request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is true
        && request.Headers is { Origin.Count: 0, Authorization.Count: 0, ContentEncoding.Count: 0 };

    private CheckRequest? Parse(in ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var check = JsonSerializer.Deserialize<CheckRequest>(ref reader, json);
            return check is { Peek: false, CheckId: null } && reader.BytesConsumed == body.Length ? check : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private (LimitUse Call, CheckedUse Check)? Decide(CheckedApp app, AppKey key, CheckRequest request)
    {
        var use = CheckDesk.UseOf(app, request);
        if (!use.IsOk || leases.Decide(use.Value) is not { } allowed)
        {
            return null;
        }

        var call = new LimitUse(new UnitUse(calls.Terms, key.Subject, 1));
        if (leases.Decide(call) is not true)
        {
            leases.GiveBack(use.Value);
            return null;
        }

        limiter.Decided(call, isAllowed: true);
        limiter.Decided(use.Value, allowed);
        return (call, new CheckedUse(use.Value, allowed ? null : use.Value.Refusal));
    }

    private Task Answer(HttpContext context, LimitUse call, CheckedUse check)
    {
        var response = context.Response;
        SecurityHeaders.Apply(context);
        LimitFields.Write(response, call, options.LegacyHeaders);
        var body = JsonSerializer.SerializeToUtf8Bytes(check.Show(), json);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }
}
