using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;

namespace OrleansBackends.WebFrontend.Links.Guard;

public sealed record ReportRequest
{
    public required ReportReason Reason { get; init; }

    [StringLength(LinkLimits.ReportComment)]
    public string? Comment { get; init; }
}

public sealed record SuspensionRequest
{
    [StringLength(LinkLimits.Title, MinimumLength = 1)]
    public required string Reason { get; init; }
}
