using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Grains.Links;

/// <summary>What a link needs of its silo.</summary>
internal sealed class LinkServices(
    TimeProvider time, IJournal journal, TargetRules targets, LinkGuard guard, TitleQueue titles, LinkQuota quota, SecretBox secrets,
    IOptions<LinksOptions> options)
{
    private readonly byte[] markKey = secrets.HmacKey("links-request");

    public TimeProvider Time => time;

    public IJournal Journal => journal;

    public TargetRules Targets => targets;

    public LinkGuard Guard => guard;

    public TitleQueue Titles => titles;

    public LinkQuota Quota => quota;

    public LinksOptions Options => options.Value;

    /// <summary>Tells whether two requests are alike. Keyed, because a request may hold a password.</summary>
    public string Mark(NewLink link) => Convert.ToBase64String(HMACSHA256.HashData(markKey, Encoding.UTF8.GetBytes(link.RequestHash)));
}
