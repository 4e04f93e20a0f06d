using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Signs with a key of its own; not for concurrent use.</summary>
internal sealed class TokenSigner
{
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials;

    public TokenSigner(SigningKey key, bool isRsa = false) => credentials = isRsa
        ? new SigningCredentials(Rsa(key), SecurityAlgorithms.RsaSha256)
        : new SigningCredentials(Ecdsa(key), SecurityAlgorithms.EcdsaSha256);

    public string Sign(SecurityTokenDescriptor token)
    {
        token.SigningCredentials = credentials;
        return handler.CreateToken(token);
    }

    public static SecurityKey Verifier(PublicKey key) => WithOwnProviders(new ECDsaSecurityKey(ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
    }))
    {
        KeyId = key.Kid,
    });

    public static SecurityKey Verifier(PublicRsaKey key) => WithOwnProviders(new RsaSecurityKey(new RSAParameters
    {
        Modulus = Base64Url.DecodeFromChars(key.N),
        Exponent = Base64Url.DecodeFromChars(key.E),
    })
    {
        KeyId = key.Kid,
    });

    private static ECDsaSecurityKey Ecdsa(SigningKey key)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        return WithOwnProviders(new ECDsaSecurityKey(ecdsa) { KeyId = key.Kid });
    }

    private static RsaSecurityKey Rsa(SigningKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        return WithOwnProviders(new RsaSecurityKey(rsa) { KeyId = key.Kid });
    }

    /// <summary>The library's shared cache would find another worker's provider by the key's id.</summary>
    private static TKey WithOwnProviders<TKey>(TKey key)
        where TKey : SecurityKey
    {
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return key;
    }
}
