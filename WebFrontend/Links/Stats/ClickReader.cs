using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Makes of a redirect what is kept of it; the address is hashed with the code, so that people cannot be followed from link to link.</summary>
internal sealed class ClickReader(Countries countries)
{
    private const int MaxUserAgent = 512;

    public Click Read(in RawClick raw, byte[] visitorKey)
    {
        var agent = raw.UserAgent.Length > MaxUserAgent ? raw.UserAgent[..MaxUserAgent] : raw.UserAgent;
        var (browser, os, device) = UserAgents.Read(agent);
        var isBot = Bots.IsBot(raw.UserAgent, raw.Purpose, raw.SecPurpose);
        var address = ClientAddress.Plain(raw.Address);
        return new Click(raw.At.ToMilliseconds(), isBot, Visitor(visitorKey, $"{raw.Link.Code}|{address}|{agent}"))
        {
            ReferrerHost = Uri.TryCreate(raw.Referrer, UriKind.Absolute, out var referrer) ? HostName.Normalise(referrer) : null,
            Browser = browser,
            Os = os,
            Device = isBot ? "bot" : device,
            Country = countries.Of(address),
            Language = Languages.First(raw.Languages),
        };
    }

    private static ulong Visitor(byte[] key, string visitor) =>
        BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(visitor)));
}
