using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls.Lists;

/// <summary>The state that is asked for, <c>?state=</c>; another word than the five is 400.</summary>
internal sealed record PollStatusQuery(PollStatus? Value) : IEndpointParameterMetadataProvider
{
    private static readonly FrozenDictionary<string, PollStatus> All =
        Enum.GetValues<PollStatus>().ToFrozenDictionary(state => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()));

    public static ValueTask<PollStatusQuery?> BindAsync(HttpContext context) => ValueTask.FromResult<PollStatusQuery?>(new PollStatusQuery(
        context.Request.Query["state"] switch
        {
            [] => null,
            [{ } text] when All.TryGetValue(text, out var state) => state,
            _ => throw new RefusedRequestException(Errors.Invalid("draft, scheduled, open, closing or closed.", "state")),
        }));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterMark("state", InQuery: true, "draft, scheduled, open, closing or closed."));
}
