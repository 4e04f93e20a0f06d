using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Up to 200 ids in one parameter.</summary>
internal sealed record PeopleQuery(IReadOnlyList<UserId> Ids) : IEndpointParameterMetadataProvider
{
    public static ValueTask<PeopleQuery?> BindAsync(HttpContext context)
    {
        var texts = ((string?)context.Request.Query["users"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ids = texts.Select(text => UserId.TryParse(text, null, out var id) ? id : throw Refused()).Distinct().ToList();
        return ids.Count is > 0 and <= ChatLimits.Watched ? ValueTask.FromResult<PeopleQuery?>(new PeopleQuery(ids)) : throw Refused();
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterMark("users", InQuery: true, "1 to 200 ids, separated by commas."));

    private static RefusedRequestException Refused() => new(Errors.Invalid($"1 to {ChatLimits.Watched} ids, separated by commas.", "users"));
}
