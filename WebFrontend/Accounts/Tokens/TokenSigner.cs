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

    public TokenSigner(SigningKey key)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        credentials = new SigningCredentials(WithOwnProviders(new ECDsaSecurityKey(ecdsa) { KeyId = key.Kid }), SecurityAlgorithms.EcdsaSha256);
    }

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

    /// <summary>The library's shared cache would find another worker's provider by the key's id.</summary>
    private static ECDsaSecurityKey WithOwnProviders(ECDsaSecurityKey key)
    {
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return key;
    }
}
