using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Which part of the messages: at most one place, from the query.</summary>
internal sealed record HistoryQuery(HistoryRequest Request) : IEndpointParameterMetadataProvider
{
    private const int DefaultLimit = 50;

    private static readonly string[] Places = ["before", "after", "around", "at"];

    public static ValueTask<HistoryQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (Places.Count(place => query.ContainsKey(place)) > 1)
        {
            throw new RefusedRequestException(Errors.InvalidCursor with { Message = "At most one of before, after, around and at." });
        }

        return ValueTask.FromResult<HistoryQuery?>(new HistoryQuery(new HistoryRequest
        {
            Before = Number(query["before"], "before"),
            After = Number(query["after"], "after"),
            Around = Number(query["around"], "around"),
            At = Instant(query["at"]),
            Thread = Number(query["thread"], "thread"),
            Limit = Number(query["limit"], "limit") switch
            {
                null => DefaultLimit,
                >= 1 and <= PageRequest.MaxLimit and var limit => (int)limit,
                _ => throw Refused("limit"),
            },
        }));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("before", InQuery: true, "Messages before this number.") { IsNumber = true });
        builder.Metadata.Add(new ParameterMark("after", InQuery: true, "Messages after this number.") { IsNumber = true });
        builder.Metadata.Add(new ParameterMark("around", InQuery: true, "Messages around this number.") { IsNumber = true });
        builder.Metadata.Add(new ParameterMark("at", InQuery: true, "Messages from this instant on."));
        builder.Metadata.Add(new ParameterMark("thread", InQuery: true, "The root of a thread; the main list where it is absent.") { IsNumber = true });
        builder.Metadata.Add(new ParameterMark("limit", InQuery: true, "At most so many, 1–100; 50 where it is absent.") { IsNumber = true });
    }

    private static long? Number(string? text, string name) =>
        text is null ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refused(name);

    private static DateTimeOffset? Instant(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw Refused("at");

    private static RefusedRequestException Refused(string name) => new(Errors.InvalidCursor with { Message = $"The value of {name} cannot be read.", Member = name });
}
