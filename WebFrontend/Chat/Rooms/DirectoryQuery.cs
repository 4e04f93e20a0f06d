using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

/// <summary>What is looked for in the list of public rooms, and its order.</summary>
internal sealed record DirectoryQuery(string? Words, DirectorySort Sort) : IEndpointParameterMetadataProvider
{
    private const int MaxWords = 100;

    public static ValueTask<DirectoryQuery?> BindAsync(HttpContext context)
    {
        var (words, sort) = ((string?)context.Request.Query["q"], (string?)context.Request.Query["sort"]);
        return words is { Length: > MaxWords }
            ? throw new RefusedRequestException(Errors.Invalid($"At most {MaxWords} characters.", "q"))
            : ValueTask.FromResult<DirectoryQuery?>(new DirectoryQuery(string.IsNullOrWhiteSpace(words) ? null : words, Read(sort)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("q", InQuery: true, "Words of name, topic or description."));
        builder.Metadata.Add(new ParameterMark("sort", InQuery: true, "name, members or activity."));
    }

    private static DirectorySort Read(string? sort) => sort switch
    {
        null or "name" => DirectorySort.Name,
        "members" => DirectorySort.Members,
        "activity" => DirectorySort.Activity,
        _ => throw new RefusedRequestException(Errors.Invalid("sort is name, members or activity.", "sort")),
    };
}
