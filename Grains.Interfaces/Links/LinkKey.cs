namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>Keys of this slice's grains, made in one place.</summary>
public static class LinkKey
{
    public const string Guard = "linkguard:all";

    public static string Link(string code) => $"link:{code}";

    public static string Stats(string code) => $"linkstats:{code}";

    public static string Operation(OperationId operation) => $"linkoperation:{operation.Value}";

    public static string Target(UserId owner, string urlHash) => $"linktarget:{owner}:{urlHash}";

    /// <summary>The code in the key of a link or of its statistics.</summary>
    public static string CodeOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
