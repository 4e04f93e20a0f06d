using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>An authenticator with one passkey: ES256, attestation <c>none</c>. What it says otherwise than it should is set by the test.</summary>
internal sealed class SoftwareKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string Text => Base64Url.EncodeToString(Id);

    public string Origin { get; set; } = CookieClient.Origin;

    public string RpId { get; set; } = "localhost";

    public bool CrossOrigin { get; set; }

    public bool UserPresent { get; set; } = true;

    public bool UserVerified { get; set; } = true;

    /// <summary>Grows with each proof; 0 where this authenticator does not count.</summary>
    public uint Counter { get; set; }

    /// <summary>In place of the one that was asked for.</summary>
    public byte[]? Challenge { get; set; }

    public string? Type { get; set; }

    /// <summary>Whose it is; null says nothing.</summary>
    public string? User { get; set; }

    public bool BreaksSignature { get; set; }

    /// <summary>What <c>navigator.credentials.create</c> answers.</summary>
    public object Make(JsonElement options)
    {
        User = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(options.GetProperty("user").Text("id")));
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. AuthenticatorData(attested: true), .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. cose];
        byte[] attestation =
        [
            0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0,
            0x68, .. "authData"u8, 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Credential(new
        {
            clientDataJSON = Base64Url.EncodeToString(ClientData("webauthn.create", options)),
            attestationObject = Base64Url.EncodeToString(attestation),
            transports = (string[])["internal"],
        });
    }

    /// <summary>What <c>navigator.credentials.get</c> answers.</summary>
    public object Prove(JsonElement options)
    {
        Counter += Counter == 0 ? 0u : 1;
        var (data, client) = (AuthenticatorData(attested: false), ClientData("webauthn.get", options));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (BreaksSignature)
        {
            signature[^1] ^= 1;
        }

        return Credential(new
        {
            authenticatorData = Base64Url.EncodeToString(data),
            clientDataJSON = Base64Url.EncodeToString(client),
            signature = Base64Url.EncodeToString(signature),
            userHandle = User is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(User)),
        });
    }

    public void Dispose() => key.Dispose();

    private object Credential(object response) => new { id = Text, rawId = Text, type = "public-key", response, clientExtensionResults = new { } };

    private byte[] ClientData(string type, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = Type ?? type,
        challenge = Challenge is null ? options.Text("challenge") : Base64Url.EncodeToString(Challenge),
        origin = Origin,
        crossOrigin = CrossOrigin,
    });

    private byte[] AuthenticatorData(bool attested)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(RpId)).CopyTo(data, 0);
        data[32] = (byte)((UserPresent ? 0x01 : 0) | (UserVerified ? 0x04 : 0) | (attested ? 0x40 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Counter);
        return data;
    }
}
