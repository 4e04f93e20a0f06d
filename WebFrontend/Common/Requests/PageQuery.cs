using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The part of a list that is asked for, <c>?limit=1..100&amp;cursor=</c>; a limit outside is 400.</summary>
public sealed record PageQuery(int Limit, string? Cursor) : IEndpointParameterMetadataProvider
{
    public const int DefaultLimit = 20;
    public const int MaxCursorLength = 1_024;

    private static readonly Error LimitInvalid = Errors.Invalid($"A limit is a whole number from 1 to {PageRequest.MaxLimit}.", "limit");

    public static implicit operator PageRequest(PageQuery query) => new(query.Limit, query.Cursor);

    public PageRequest ToPageRequest() => this;

    public static ValueTask<PageQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var cursor = query["cursor"] is [{ Length: > 0 } text] ? text : null;
        if (query["cursor"].Count > 1 || cursor is { Length: > MaxCursorLength })
        {
            throw new RefusedRequestException(Errors.InvalidCursor);
        }

        var limit = query["limit"].Count switch
        {
            0 => DefaultLimit,
            1 when int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= PageRequest.MaxLimit => n,
            _ => throw new RefusedRequestException(LimitInvalid),
        };
        return ValueTask.FromResult<PageQuery?>(new PageQuery(limit, cursor));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("limit", InQuery: true, "At most so many items, 1–100; 20 where it is absent.") { IsNumber = true });
        builder.Metadata.Add(new ParameterMark("cursor", InQuery: true, "The nextCursor of the page before."));
    }
}
