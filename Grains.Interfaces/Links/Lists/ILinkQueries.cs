namespace OrleansBackends.Grains.Interfaces.Links.Lists;

/// <summary>Lists over the views of this slice. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("linkqueries"), Alias("links.i-queries")]
public interface ILinkQueries : IGrainWithIntegerKey
{
    public const int MaxTags = 500;
    public const int SweepPage = 500;

    /// <summary>Refuses with <c>invalid-cursor</c>.</summary>
    [Alias("List")]
    Task<Result<Page<LinkView>>> List(UserId owner, LinkFilter filter, PageRequest page);

    [Alias("Tags")]
    Task<IReadOnlyList<TagCount>> Tags(UserId owner);

    /// <summary>Reported links, those with most reports first.</summary>
    [Alias("Reports")]
    Task<Result<Page<ReportedLink>>> Reports(PageRequest page);

    /// <summary>The code of the owner's newest link to this address without password, limit or dates; null when there is none.</summary>
    [Alias("NewestPlain")]
    Task<string?> NewestPlain(UserId owner, string urlHash);

    /// <summary>The code of the link that an operation made, also when it was deleted since; null when there is none.</summary>
    [Alias("MadeBy")]
    Task<string?> MadeBy(string operation);

    /// <summary>How many links an owner has, counted no further than <paramref name="upTo"/>.</summary>
    [Alias("Count")]
    Task<int> Count(UserId owner, int upTo);

    /// <summary>The next links in order of host and code, for the sweep.</summary>
    [Alias("Sweep")]
    Task<IReadOnlyList<SweepRow>> Sweep(string afterHost, string afterCode);

    /// <summary>Codes of all links of an owner, in order, after <paramref name="afterCode"/>.</summary>
    [Alias("Codes")]
    Task<IReadOnlyList<string>> Codes(UserId owner, string afterCode, int limit);
}
