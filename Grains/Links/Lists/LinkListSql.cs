using System.Globalization;
using Dapper;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Lists;

/// <summary>The statement of one list: filter, order and place.</summary>
internal sealed class LinkListSql(ISqlDialect dialect)
{
    private const string Status =
        """
        CASE WHEN suspended_reason IS NOT NULL THEN 'suspended' WHEN archived THEN 'archived' WHEN starts_at > @now THEN 'scheduled'
             WHEN expires_at <= @now THEN 'expired' WHEN visits_used >= max_visits THEN 'exhausted' ELSE 'active' END
        """;

    private readonly DynamicParameters parameters = new();
    private readonly List<string> conditions = ["owner = @owner"];

    public DynamicParameters Parameters => parameters;

    /// <returns>The text, or null when the cursor is not one of this order.</returns>
    public string? Build(UserId owner, LinkFilter filter, PageRequest page, DateTimeOffset now)
    {
        parameters.Add("owner", owner.ToString());
        parameters.Add("now", now.ToText());
        parameters.Add("take", page.Limit + 1);
        Filter(filter);
        var (column, descending) = Order(filter.Sort);
        if (page.Cursor is { } cursor && !After(cursor, filter.Sort, column, descending))
        {
            return null;
        }

        var direction = descending ? "DESC" : "ASC";
        return $"""
            SELECT document AS Document, code AS Code, created_at AS CreatedAt, total AS Total, human AS Human, bots AS Bots, last_click_at AS LastClickAt
              FROM links_list
             WHERE {string.Join(" AND ", conditions)}
             ORDER BY {column} {direction}, code {direction}
             LIMIT @take
            """;
    }

    public static string SortKey(LinkSort sort, ListRow row) => sort switch
    {
        LinkSort.NewestFirst or LinkSort.OldestFirst => row.CreatedAt,
        LinkSort.MostClicks => row.Total.ToString(CultureInfo.InvariantCulture),
        LinkSort.LastClick => row.LastClickAt,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private static (string Column, bool Descending) Order(LinkSort sort) => sort switch
    {
        LinkSort.NewestFirst => ("created_at", true),
        LinkSort.OldestFirst => ("created_at", false),
        LinkSort.MostClicks => ("total", true),
        LinkSort.LastClick => ("last_click_at", true),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private void Filter(LinkFilter filter)
    {
        conditions.Add(filter.Status is null ? "NOT archived" : $"{Status} = @status");
        parameters.Add("status", filter.Status?.ToString().ToLowerInvariant());
        When(filter.Text, "words", dialect.Match("search", "@words"), dialect.Words);
        When(filter.Host, "host", "host = @host", h => HostName.Normalise(h) ?? h);
        When(filter.From, "from", "created_at >= @from", at => at!.Value.ToText());
        When(filter.To, "to", "created_at < @to", at => at!.Value.ToText());
        if (filter.Tags.Count > 0)
        {
            conditions.Add(filter.TagMode switch
            {
                TagMode.Any => dialect.HasAny("tags", "@tags"),
                TagMode.All => dialect.HasAll("tags", "@tags"),
                TagMode.None => $"NOT {dialect.HasAny("tags", "@tags")}",
                _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.TagMode, null),
            });
            parameters.Add("tags", dialect.Texts(filter.Tags.Select(t => t.Trim().ToLowerInvariant())));
        }
    }

    private void When<T>(T? value, string name, string condition, Func<T, object> bind)
    {
        if (value is not null)
        {
            conditions.Add(condition);
            parameters.Add(name, bind(value));
        }
    }

    // The bound on the first column alone says nothing new, but without it SQLite sorts everything.
    private bool After(string cursor, LinkSort sort, string column, bool descending)
    {
        if (Cursor.Decode(cursor, 2) is not [var key, var code])
        {
            return false;
        }

        if (sort is not LinkSort.MostClicks)
        {
            parameters.Add("afterKey", key);
        }
        else if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var total))
        {
            parameters.Add("afterKey", total);
        }
        else
        {
            return false;
        }

        parameters.Add("afterCode", code);
        var before = descending ? '<' : '>';
        conditions.Add($"{column} {before}= @afterKey AND ({column}, code) {before} (@afterKey, @afterCode)");
        return true;
    }
}

internal sealed class ListRow
{
    public string Document { get; init; } = "";
    public string Code { get; init; } = "";
    public string CreatedAt { get; init; } = "";
    public long Total { get; init; }
    public long Human { get; init; }
    public long Bots { get; init; }
    public string LastClickAt { get; init; } = "";

    public LinkView ToView(DateTimeOffset now)
    {
        var link = DocumentJson.Read<LinkState>(Document);
        return link.ToView(now, link.VisitsUsed) with
        {
            Clicks = new ClickTotals(Total, Human, Bots),
            LastClickAt = LastClickAt.Length == 0 ? null : DateTimeOffset.Parse(LastClickAt, CultureInfo.InvariantCulture),
        };
    }
}
