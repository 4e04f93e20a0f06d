using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

/// <summary><c>If-None-Match: *</c> to create only, or <c>If-Match</c> with the version that is to change; neither is 428.</summary>
/// <param name="Version">Null to create.</param>
internal sealed record PolicyCondition(int? Version) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<PolicyCondition?> BindAsync(HttpContext context)
    {
        if (context.Request.Headers.IfNoneMatch is ["*"] && context.Request.Headers.IfMatch.Count == 0)
        {
            return new PolicyCondition((int?)null);
        }

        return (await IfMatch.BindAsync(context))?.Version is { } version
            ? new PolicyCondition(version)
            : throw new RefusedRequestException(WebErrors.IfMatchRequired);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("If-None-Match", InQuery: false, "`*` to create only."));
        builder.Metadata.Add(new ParameterMark("If-Match", InQuery: false, "The ETag of the policy that is to change."));
        builder.Metadata.Add(new Refusals([Errors.Stale, WebErrors.IfMatchRequired]));
    }
}
