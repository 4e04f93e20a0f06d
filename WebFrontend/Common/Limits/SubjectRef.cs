using System.Net;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Whom a counter belongs to. The text, by which grains and people know the subject, is made only when somebody needs it.</summary>
public readonly struct SubjectRef
{
    private const int NetworkBits = 48;

    private readonly UserId user;
    private readonly IPAddress? address;
    private readonly string? text;
    private readonly bool isNetwork;

    private SubjectRef(LimitSubject key, UserId user, IPAddress? address, string? text, bool isNetwork)
    {
        Key = key;
        this.user = user;
        this.address = address;
        this.text = text;
        this.isNetwork = isNetwork;
    }

    public LimitSubject Key { get; }

    public string Text =>
        text ?? (address is null ? user.ToString() : isNetwork ? ClientAddress.NetworkOf(address, NetworkBits) : new ClientAddress(address).Key);

    public static SubjectRef Of(UserId user) => new(LimitSubject.Of(user), user, null, null, isNetwork: false);

    public static SubjectRef Of(string text) => new(LimitSubject.Of(text), default, null, text, isNetwork: false);

    /// <summary>An IPv4 address or the /64 of an IPv6 address; the address is plain.</summary>
    public static SubjectRef Of(IPAddress address) => new(LimitSubject.Of(address), default, address, null, isNetwork: false);

    /// <summary>The /48 of an IPv6 address; null for IPv4.</summary>
    public static SubjectRef? OfNetwork(IPAddress address) =>
        LimitSubject.OfNetwork(address) is { } key ? new SubjectRef(key, default, address, null, isNetwork: true) : null;
}
