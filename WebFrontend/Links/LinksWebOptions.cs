namespace OrleansBackends.WebFrontend.Links;

/// <summary>Section <c>Links</c>, as frontends read it.</summary>
public sealed class LinksWebOptions
{
    public const string Section = "Links";

    /// <summary>Lets people without an account shorten: drawn codes only, 30 days, 10 a day and address.</summary>
    public bool AnonymousCreate { get; set; }

    /// <summary>An MMDB file that tells countries by address. It is not part of the product.</summary>
    public string? GeoIpFile { get; set; }
}
