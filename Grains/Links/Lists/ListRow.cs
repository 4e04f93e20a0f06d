using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Grains.Links.Lists;

internal sealed class ListRow
{
    public string Document { get; init; } = "";
    public string Code { get; init; } = "";
    public string SortKey { get; init; } = "";
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
