using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>
/// Makes of a redirect what is kept of it; the address is hashed with the code, so that people cannot be followed from link to link. For one thread.
/// </summary>
internal sealed class ClickReader
{
    private const int MaxUserAgent = 512;

    private readonly Countries countries;
    private readonly Memo<string, Agent> agents = new(Agent.Read);
    private readonly Memo<string, string?> languages = new(Languages.First);
    private readonly Memo<string, string?> referrers =
        new(text => Uri.TryCreate(text, UriKind.Absolute, out var referrer) ? HostName.Normalise(referrer) : null);

    private readonly Memo<Headers, ClickSource> sources;
    private readonly Memo<(string Code, IPAddress Address, Agent Agent), ulong> visitors;

    public ClickReader(Countries countries, byte[] visitorKey)
    {
        this.countries = countries;
        sources = new(Source);
        visitors = new(v => Visitor(visitorKey, $"{v.Code}|{v.Address}|{v.Agent.Text}"));
    }

    public Click Read(in RawClick raw)
    {
        var address = ClientAddress.Plain(raw.Address);
        var agent = agents.Of(raw.UserAgent);
        var isBot = agent.IsBot || Bots.IsPrefetch(raw.Purpose) || Bots.IsPrefetch(raw.SecPurpose);
        var source = sources.Of(new Headers(agent, raw.Referrer, raw.Languages, countries.Of(address), isBot, raw.Rule));
        return new Click(raw.At.ToMilliseconds(), visitors.Of((raw.Link.Code, address, agent)), source);
    }

    private ClickSource Source(Headers headers) => new(headers.IsBot)
    {
        ReferrerHost = referrers.Of(headers.Referrer),
        Browser = headers.Agent.Browser,
        Os = headers.Agent.Os,
        Device = headers.IsBot ? "bot" : headers.Agent.Device,
        Country = headers.Country,
        Language = languages.Of(headers.Languages),
        Rule = headers.Rule,
    };

    private static ulong Visitor(byte[] key, string visitor)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(visitor.Length)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text[..Encoding.UTF8.GetBytes(visitor, text)], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>One object for each text that was read, compared as such.</summary>
    private sealed class Agent(string text, bool isBot, (string Browser, string Os, string Device) client)
    {
        public string Text => text;

        public bool IsBot => isBot;

        public string Browser => client.Browser;

        public string Os => client.Os;

        public string Device => client.Device;

        public static Agent Read(string userAgent)
        {
            var text = userAgent.Length > MaxUserAgent ? userAgent[..MaxUserAgent] : userAgent;
            return new Agent(text, Bots.IsBot(userAgent, "", ""), UserAgents.Read(text));
        }
    }

    private readonly record struct Headers(Agent Agent, string Referrer, string Languages, string? Country, bool IsBot, string? Rule);
}
