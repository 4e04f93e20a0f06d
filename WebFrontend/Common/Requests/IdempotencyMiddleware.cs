using System.Buffers;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Reads the key and hashes the body, within the route's body limit, before the handler binds it.</summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const int MaxLength = 255;

    /// <summary>Addresses are shared and keys of strangers must not meet by chance.</summary>
    private const int MinAnonymousLength = 16;

    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var required = metadata?.GetMetadata<RequireIdempotencyKeyMark>() is not null;
        if (!required && metadata?.GetMetadata<AcceptsIdempotencyKeyMark>() is null)
        {
            await next(context);
            return;
        }

        var key = context.Request.Headers[Idempotency.Header];
        if (key.Count == 0)
        {
            await (required ? WebErrors.KeyRequired.ToProblem().ExecuteAsync(context) : next(context));
            return;
        }

        var known = Known(context);
        if (Refusal(key.Count == 1 ? key.ToString() : "", known is null) is { } refusal)
        {
            await refusal.ToProblem().ExecuteAsync(context);
            return;
        }

        var caller = known ?? $"address:{ClientAddress.Of(context).Key}";
        context.Features.Set(new IdempotencyFeature(OperationId.From(
            caller, $"{context.Request.Method} {context.Request.Path}", key.ToString(), await ReadBody(context.Request))));
        await next(context);
    }

    /// <summary>A user, or an application whichever of its keys is used; null for everybody else.</summary>
    private static string? Known(HttpContext context) =>
        CurrentUser.From(context.User) is { } user ? $"user:{user.Id}"
        : CurrentKey.From(context.User) is { } key ? $"app:{key.Slice}:{key.App}"
        : null;

    private static Error? Refusal(string key, bool anonymous) => key.Length switch
    {
        0 or > MaxLength => Errors.Invalid($"An Idempotency-Key has 1 to {MaxLength} characters.", Idempotency.Header),
        < MinAnonymousLength when anonymous =>
            Errors.Invalid($"Without signing in, an Idempotency-Key has at least {MinAnonymousLength} characters.", Idempotency.Header),
        _ when key.AsSpan().ContainsAnyExcept(Visible) => Errors.Invalid("An Idempotency-Key has visible ASCII characters only.", Idempotency.Header),
        _ => null,
    };

    private static async Task<byte[]> ReadBody(HttpRequest request)
    {
        request.EnableBuffering();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return body.ToArray();
    }
}
