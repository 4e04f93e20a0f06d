using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Words, phrases in quotation marks, and <c>from:</c>, <c>in:</c>, <c>before:</c>, <c>after:</c>, <c>mentions:me</c> and <c>has:file</c>, as people type them.</summary>
internal sealed partial record SearchQuery(string Words, string? From, string? Room, DateTimeOffset? Before, DateTimeOffset? After, bool MentionsMe, bool HasFile)
    : IEndpointParameterMetadataProvider
{
    private const int MaxLength = 200;

    public static ValueTask<SearchQuery?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<SearchQuery?>(Read(context.Request.Query["q"]) ?? throw new RefusedRequestException(ChatErrors.QueryInvalid));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterMark("q", InQuery: true, "Words, \"phrases\", and from:name, in:room, before:day, after:day, mentions:me, has:file."));

    /// <returns>Null where it cannot be read.</returns>
    public static SearchQuery? Read(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        var (query, words) = (new SearchQuery("", null, null, null, null, false, false), new List<string>());
        foreach (var part in Part().Matches(text).Select(match => match.Value))
        {
            var next = part.Split(':', 2) switch
            {
                _ when part[0] == '"' => query,
                ["from", { Length: > 0 } name] => query with { From = name },
                ["in", { Length: > 0 } room] => query with { Room = room },
                ["before", var day] => Day(day) is { } at ? query with { Before = at } : null,
                ["after", var day] => Day(day) is { } at ? query with { After = at } : null,
                ["mentions", "me"] => query with { MentionsMe = true },
                ["has", "file"] => query with { HasFile = true },
                ["has" or "mentions" or "from" or "in", _] => null,
                _ => query,
            };
            if (next is null)
            {
                return null;
            }

            if (next == query && !part.StartsWith("mentions:", StringComparison.Ordinal) && !part.StartsWith("has:", StringComparison.Ordinal))
            {
                words.Add(part);
            }

            query = next;
        }

        return words.Count > 0 && !words.Any(word => word.Any(char.IsLetterOrDigit)) ? null : query with { Words = string.Join(' ', words) };
    }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Part();

    private static DateTimeOffset? Day(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;
}
