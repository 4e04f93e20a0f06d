using System.Globalization;
using Dapper;
using OrleansBackends.Grains.Interfaces.Links.Lists;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Lists;

/// <summary>The statement of one part of a list: filter, order and place.</summary>
internal sealed class LinkListSql(ISqlDialect dialect, ListPart part)
{
    private const string Status =
        """
        CASE WHEN suspended_reason IS NOT NULL THEN 'suspended' WHEN archived THEN 'archived' WHEN starts_at > @now THEN 'scheduled'
             WHEN expires_at <= @now THEN 'expired' WHEN visits_used >= max_visits THEN 'exhausted' ELSE 'active' END
        """;

    private readonly DynamicParameters parameters = new();
    private readonly List<string> conditions = part.OnlyWhere is { } only ? ["owner = @owner", only] : ["owner = @owner"];

    public DynamicParameters Parameters => parameters;

    /// <param name="owner">Whose links.</param>
    /// <param name="filter">Which of them; the order is the part's.</param>
    /// <param name="after">The last link shown, in this part.</param>
    /// <param name="take">So many at most.</param>
    /// <param name="now">The instant at which each link has its status.</param>
    public string Build(UserId owner, LinkFilter filter, ListPlace after, int take, DateTimeOffset now)
    {
        parameters.Add("owner", owner.ToString());
        parameters.Add("now", now.ToText());
        parameters.Add("take", take);
        Filter(filter);
        After(after);
        var direction = part.Descending ? "DESC" : "ASC";
        return $"""
            SELECT document AS Document, code AS Code, cast({part.Column} AS text) AS SortKey, total AS Total, human AS Human, bots AS Bots,
                   last_click_at AS LastClickAt
              FROM {part.View}
             WHERE {string.Join(" AND ", conditions)}
             ORDER BY {part.Column} {direction}, code {direction}
             LIMIT @take
            """;
    }

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
    private void After(ListPlace after)
    {
        if (after.Code.Length == 0)
        {
            return;
        }

        parameters.Add("afterKey", part.IsNumber ? long.Parse(after.Key, CultureInfo.InvariantCulture) : after.Key);
        parameters.Add("afterCode", after.Code);
        var before = part.Descending ? '<' : '>';
        conditions.Add($"{part.Column} {before}= @afterKey AND ({part.Column}, code) {before} (@afterKey, @afterCode)");
    }
}
