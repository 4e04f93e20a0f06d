using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>
/// Makes of a redirect what is kept of it; the address is hashed with the code, so that people cannot be followed from link to link. For one thread.
/// </summary>
internal sealed class ClickReader(Countries countries)
{
    private const int MaxUserAgent = 512;

    private readonly Memo<Agent> agents = new(Agent.Read);
    private readonly Memo<string?> languages = new(Languages.First);
    private readonly Memo<string?> referrers = new(text => Uri.TryCreate(text, UriKind.Absolute, out var referrer) ? HostName.Normalise(referrer) : null);

    public Click Read(in RawClick raw, byte[] visitorKey)
    {
        var agent = agents.Of(raw.UserAgent);
        var isBot = agent.IsBot || Bots.IsPrefetch(raw.Purpose) || Bots.IsPrefetch(raw.SecPurpose);
        var address = ClientAddress.Plain(raw.Address);
        return new Click(raw.At.ToMilliseconds(), isBot, Visitor(visitorKey, $"{raw.Link.Code}|{address}|{agent.Text}"))
        {
            ReferrerHost = referrers.Of(raw.Referrer),
            Browser = agent.Browser,
            Os = agent.Os,
            Device = isBot ? "bot" : agent.Device,
            Country = countries.Of(address),
            Language = languages.Of(raw.Languages),
        };
    }

    private static ulong Visitor(byte[] key, string visitor)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(visitor.Length)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text[..Encoding.UTF8.GetBytes(visitor, text)], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private sealed record Agent(string Text, bool IsBot, string Browser, string Os, string Device)
    {
        public static Agent Read(string userAgent)
        {
            var text = userAgent.Length > MaxUserAgent ? userAgent[..MaxUserAgent] : userAgent;
            var (browser, os, device) = UserAgents.Read(text);
            return new Agent(text, Bots.IsBot(userAgent, "", ""), browser, os, device);
        }
    }
}
