using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.Grains.Links.Lists;

internal sealed class TagRow
{
    public string Tag { get; init; } = "";
    public long Count { get; init; }
}

internal sealed class SweepLink
{
    public string Code { get; init; } = "";
    public string Host { get; init; } = "";
    public string Url { get; init; } = "";
    public string? SuspendedReason { get; init; }
    public string Document { get; init; } = "";

    public SweepRow ToRow() => new(Code, Host, Url, SuspendedReason, [.. DocumentJson.Read<LinkState>(Document).OtherTargets]);
}

internal sealed class ReportRow
{
    public string Code { get; init; } = "";
    public long Count { get; init; }
    public string LastReportAt { get; init; } = "";
    public string Document { get; init; } = "";

    public ReportedLink ToView()
    {
        var link = DocumentJson.Read<LinkState>(Document);
        return new ReportedLink(
            Code, link.Url ?? "", link.SuspendedReason, (int)Count, DateTimeOffset.Parse(LastReportAt, CultureInfo.InvariantCulture),
            [.. link.Reports.Select(r => new ReportView(r.Reason, r.Comment, r.At))]);
    }
}
