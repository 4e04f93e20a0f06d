namespace OrleansBackends.WebFrontend.Common;

/// <summary>Section <c>Frontend</c>.</summary>
public sealed class FrontendOptions
{
    public const string Section = "Frontend";

    /// <summary>What links are built from; never the Host header.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:8080");

    /// <summary>How long a stopping process goes on serving after it has said that it is not ready, so that a balancer sees it first.</summary>
    public TimeSpan DrainTime { get; set; }

    /// <summary>The absolute address of a path of ours.</summary>
    public string Link(string path) => new Uri(PublicUrl, path).AbsoluteUri;
}
