using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Silo.Notifications.Channels.WebPush;

namespace OrleansBackends.Tests.Notifications.Channels.WebPush;

/// <summary>The example of RFC 8291, section 5 and appendix A.</summary>
public sealed class WebPushCipherTests
{
    private const string Plain = "When I grow up, I want to be a watermelon";
    private const string Body =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        + "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    private static readonly byte[] BrowserKey = Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
    private static readonly byte[] Auth = Bytes("BTBZMqHH6r4Tts7J_aSIgg");
    private static readonly byte[] Salt = Bytes("DGv6ra1nlYgDCS1FRnbzlw");
    private static readonly byte[] OwnKey = Bytes(Body)[21..86];

    [Fact]
    public void The_published_example_gives_the_published_body()
    {
        using var own = Own();
        Assert.Equal(Body, Base64Url.EncodeToString(WebPushCipher.Encrypt(Encoding.UTF8.GetBytes(Plain), BrowserKey, Auth, own, Salt)));
        Assert.Equal(144, Bytes(Body).Length);
    }

    [Fact]
    public void The_published_example_gives_the_published_secret_key_and_nonce()
    {
        using var own = Own();
        var secret = WebPushCipher.Agree(own, BrowserKey);
        var (key, nonce) = WebPushCipher.Derive(secret, BrowserKey, OwnKey, Auth, Salt);
        Assert.Equal("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs", Base64Url.EncodeToString(secret));
        Assert.Equal("oIhVW04MRdy2XN9CiKLxTg", Base64Url.EncodeToString(key));
        Assert.Equal("4h_95klXJ5E_qnoN", Base64Url.EncodeToString(nonce));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3993)]
    public void A_browser_reads_what_was_encrypted_for_it(int length)
    {
        using var browser = new Browser();
        var plain = RandomNumberGenerator.GetBytes(length);
        var body = WebPushCipher.Encrypt(plain, browser.Key, browser.Auth);
        Assert.Equal(plain, browser.Decrypt(body));
        Assert.True(body.Length <= 4096);
    }

    [Fact]
    public void Each_message_has_its_own_salt_and_key()
    {
        using var browser = new Browser();
        var bodies = Enumerable.Range(0, 20).Select(_ => WebPushCipher.Encrypt("x"u8, browser.Key, browser.Auth)).ToList();
        Assert.Equal(20, bodies.Select(body => Convert.ToHexString(body[..16])).Distinct().Count());
        Assert.Equal(20, bodies.Select(body => Convert.ToHexString(body[21..86])).Distinct().Count());
    }

    [Fact]
    public void A_point_beside_the_curve_is_refused()
    {
        var key = (byte[])BrowserKey.Clone();
        key[10] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => WebPushCipher.Encrypt("x"u8, key, Auth));
    }

    private static ECDiffieHellman Own() => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        Q = new ECPoint { X = OwnKey[1..33], Y = OwnKey[33..] },
    });

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
