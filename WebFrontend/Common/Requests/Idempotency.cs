using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The operation that an <c>Idempotency-Key</c> names: bound to caller, route and body. Null where no key came.</summary>
public sealed record Idempotency(OperationId? Operation) : IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    public static ValueTask<Idempotency?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Idempotency?>(new Idempotency(context.Features.Get<IdempotencyFeature>()?.Operation));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsIdempotencyKeyMark());
        builder.Metadata.Add(new ParameterMark(Header, InQuery: false, "Names this intention: a repeat gets the first answer again."));
    }
}

internal sealed record IdempotencyFeature(OperationId Operation);

/// <summary>The handler binds <see cref="Idempotency"/>.</summary>
internal sealed class AcceptsIdempotencyKeyMark;

internal sealed class RequireIdempotencyKeyMark;

public static class IdempotencyExtensions
{
    /// <summary>A call without <c>Idempotency-Key</c> is 400.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireIdempotencyKeyMark()).Refuses(WebErrors.KeyRequired);
}
