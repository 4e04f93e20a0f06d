namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>
/// The keys of all frontends (<c>keyring:main</c>): those that sign tokens, and the framework's own, which seal cookies and forms. A daily reminder
/// publishes the next signing key a day before it is used.
/// </summary>
[GrainInterfaceType("keyring"), Alias("accounts.i-keyring")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    public const string Main = "keyring:main";

    /// <summary>Keys to sign with, those in use and the next; private halves included, for frontends inside the cluster only.</summary>
    [Alias("Signing")]
    Task<IReadOnlyList<SigningKey>> Signing();

    /// <summary>The public halves of all keys whose tokens may still live or soon will.</summary>
    [Alias("Jwks")]
    Task<IReadOnlyList<PublicKey>> Jwks();

    /// <summary>The same as <see cref="Signing"/> of RS256 keys, which sign id tokens and nothing else. The first is made when it is asked for.</summary>
    [Alias("SigningRsa")]
    Task<IReadOnlyList<SigningKey>> SigningRsa();

    /// <summary>The public halves of the RS256 keys.</summary>
    [Alias("JwksRsa")]
    Task<IReadOnlyList<PublicRsaKey>> JwksRsa();

    /// <summary>
    /// Makes a new key and uses it at once; the one before stays published for another day. So with RS256, where there are such
    /// keys. Answers the new ES256 key's id. Refuses
    /// <c>rotated-too-often</c> after five rotations within a day.
    /// </summary>
    [Alias("Rotate")]
    Task<Result<string>> Rotate(UserId by, CallOrigin origin);

    /// <summary>The framework's keys, unsealed, for frontends inside the cluster only; null where there are none beyond version <paramref name="known"/>.</summary>
    [Alias("DataProtection")]
    Task<ProtectionElements?> DataProtection(int known);

    /// <summary>
    /// Keeps an element, unless others were kept that the caller, who knows version <paramref name="known"/>, has not seen: of frontends that make
    /// a key at the same time one succeeds and all go on with its key. Answers all there are.
    /// </summary>
    [Alias("StoreElement")]
    Task<ProtectionElements> StoreElement(string name, string xml, int known);
}

/// <summary>The framework's keys as XML, oldest first; the version grows with every one that is kept.</summary>
[GenerateSerializer, Immutable, Alias("accounts.protection-elements")]
public sealed record ProtectionElements([property: Id(0)] int Version, [property: Id(1)] IReadOnlyList<string> Xml);

/// <summary>A private key as PKCS#8, to be used from <paramref name="ActiveFrom"/> until a later one is.</summary>
[GenerateSerializer, Immutable, Alias("accounts.signing-key")]
public sealed record SigningKey([property: Id(0)] string Kid, [property: Id(1)] byte[] PrivateKey, [property: Id(2)] DateTimeOffset ActiveFrom);

/// <summary>A public P-256 key; coordinates in base64url.</summary>
[GenerateSerializer, Immutable, Alias("accounts.public-key")]
public sealed record PublicKey([property: Id(0)] string Kid, [property: Id(1)] string X, [property: Id(2)] string Y);

/// <summary>A public RSA key; modulus and exponent in base64url.</summary>
[GenerateSerializer, Immutable, Alias("accounts.public-rsa-key")]
public sealed record PublicRsaKey([property: Id(0)] string Kid, [property: Id(1)] string N, [property: Id(2)] string E);

public static class KeyErrors
{
    public static Error RotatedTooOften { get; } =
        new(ErrorKind.TooMany, "rotated-too-often", "Keys were rotated five times within a day.") { RetryAfter = TimeSpan.FromHours(1) };
}
