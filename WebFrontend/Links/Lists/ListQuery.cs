using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.WebFrontend.Links.Lists;

/// <summary>The filter and order of a list of links, from the query; what cannot be read is 400 with the parameter's name.</summary>
internal sealed record ListQuery(LinkFilter Filter) : IEndpointParameterMetadataProvider
{
    private const int MaxText = 100;

    public static ValueTask<ListQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var filter = new LinkFilter
        {
            Text = Text(query["q"], "q"),
            Tags = query["tag"].Count <= LinkLimits.Tags ? [.. query["tag"].OfType<string>()] : throw Refused("tag"),
            TagMode = One(query["tagMode"], "tagMode", Modes) ?? TagMode.Any,
            Status = One(query["status"], "status", Statuses),
            Host = Text(query["host"], "host"),
            From = Instant(query["from"], "from"),
            To = Instant(query["to"], "to"),
            Sort = One(query["sort"], "sort", Sorts) ?? LinkSort.NewestFirst,
        };
        return ValueTask.FromResult<ListQuery?>(new ListQuery(filter));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("q", InQuery: true, "Words of title, URL, code or note."));
        builder.Metadata.Add(new ParameterMark("tag", InQuery: true, "A tag; may be repeated."));
        builder.Metadata.Add(new ParameterMark("tagMode", InQuery: true, "any, all or none of the tags."));
        builder.Metadata.Add(new ParameterMark("status", InQuery: true, "active, scheduled, expired, exhausted, suspended or archived."));
        builder.Metadata.Add(new ParameterMark("host", InQuery: true, "The target's host."));
        builder.Metadata.Add(new ParameterMark("from", InQuery: true, "Created at this instant or later."));
        builder.Metadata.Add(new ParameterMark("to", InQuery: true, "Created before this instant."));
        builder.Metadata.Add(new ParameterMark("sort", InQuery: true, "-created, created, -clicks or -lastClick."));
    }

    private static TagMode? Modes(string text) => text switch
    {
        "any" => TagMode.Any,
        "all" => TagMode.All,
        "none" => TagMode.None,
        _ => null,
    };

    private static LinkStatus? Statuses(string text) => text switch
    {
        "active" => LinkStatus.Active,
        "scheduled" => LinkStatus.Scheduled,
        "expired" => LinkStatus.Expired,
        "exhausted" => LinkStatus.Exhausted,
        "suspended" => LinkStatus.Suspended,
        "archived" => LinkStatus.Archived,
        _ => null,
    };

    private static LinkSort? Sorts(string text) => text switch
    {
        "-created" => LinkSort.NewestFirst,
        "created" => LinkSort.OldestFirst,
        "-clicks" => LinkSort.MostClicks,
        "-lastClick" => LinkSort.LastClick,
        _ => null,
    };

    private static string? Text(string? value, string name) => value is not { Length: > 0 } ? null : value.Length <= MaxText ? value : throw Refused(name);

    private static T? One<T>(string? value, string name, Func<string, T?> read)
        where T : struct => value is null ? null : read(value) ?? throw Refused(name);

    private static DateTimeOffset? Instant(string? value, string name) =>
        value is null ? null
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw Refused(name);

    private static RefusedRequestException Refused(string name) => new(Errors.Invalid($"The value of {name} cannot be read.", name));
}
