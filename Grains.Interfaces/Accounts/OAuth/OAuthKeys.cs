using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class OAuthKeys
{
    private const string ClientPrefix = "oauthclient:";
    private const string AuthorizationPrefix = "oauthauthorization:";

    /// <summary>What a client is called by is as long as this at most, so that an invented one costs no more than any other.</summary>
    public const int MaxClientId = 64;

    public static string Client(string clientId) => ClientPrefix + clientId;

    public static string ClientId(string key) => key[ClientPrefix.Length..];

    public static string Authorization(Guid id) => $"{AuthorizationPrefix}{id:D}";

    public static Guid AuthorizationId(string key) => Guid.ParseExact(key.AsSpan(AuthorizationPrefix.Length), "D");

    /// <summary>A code is found by its hash; nobody who reads the table has a code.</summary>
    public static string Code(string code) => $"oauthcode:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(code)))}";
}
