namespace OrleansBackends.Grains.Interfaces.Links.Stats;

/// <summary>What many clicks have in common.</summary>
[GenerateSerializer, Immutable, Alias("links.click-source")]
public sealed record ClickSource([property: Id(0)] bool Bot)
{
    [Id(1)] public string? ReferrerHost { get; init; }
    [Id(2)] public string Browser { get; init; } = "other";
    [Id(3)] public string Os { get; init; } = "other";
    [Id(4)] public string Device { get; init; } = "other";
    [Id(5)] public string? Country { get; init; }
    [Id(6)] public string? Language { get; init; }

    /// <summary>The place of the redirect rule that was taken, from 1.</summary>
    [Id(7)] public string? Rule { get; init; }
}

/// <summary>One redirect. <paramref name="Visitor"/> is the start of a keyed hash: the address itself is never kept.</summary>
public readonly record struct Click(DateTimeOffset At, ulong Visitor, ClickSource Source);

/// <summary>
/// Clicks of one link on one frontend process, numbered by it, so that a batch that comes twice counts once.
/// <paramref name="Created"/> tells the link from an earlier one under the same code.
/// </summary>
[GenerateSerializer, Immutable, Alias("links.click-batch")]
public sealed record ClickBatch(
    [property: Id(0)] string Frontend, [property: Id(1)] long Number, [property: Id(2)] UserId? Owner,
    [property: Id(3)] DateTimeOffset Created, [property: Id(4)] PackedClicks Clicks)
{
    public const int MaxClicks = 500;

    /// <summary>The stream namespace; the stream's key is the key of the statistics grain.</summary>
    public const string Namespace = "links-clicks";
}

/// <summary>A click as its link's owner sees it.</summary>
[GenerateSerializer, Immutable, Alias("links.click-view")]
public sealed record ClickView(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] bool Bot, [property: Id(2)] string? ReferrerHost, [property: Id(3)] string Browser,
    [property: Id(4)] string Os, [property: Id(5)] string Device, [property: Id(6)] string? Country, [property: Id(7)] string? Language,
    [property: Id(8)] string? Rule)
{
    public static ClickView Of(Click click) =>
        new(click.At, click.Source.Bot, click.Source.ReferrerHost, click.Source.Browser, click.Source.Os, click.Source.Device,
            click.Source.Country, click.Source.Language, click.Source.Rule);
}
