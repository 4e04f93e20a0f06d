using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.WebPush;

namespace OrleansBackends.Tests.Notifications.Channels.WebPush;

public sealed class WebPushSenderTests : IAsyncLifetime
{
    private static readonly VapidIdentity Identity = new("mailto:ops@example.org", VapidKeys.Create());

    private readonly FakeTimeProvider clock = new(Outgoing.Now);
    private readonly Browser browser = new();
    private ProviderDouble service = null!;
    private WebPushSender sender = null!;

    public async ValueTask InitializeAsync()
    {
        service = await ProviderDouble.Start();
        sender = new WebPushSender(service.Http, new VapidTokens(clock), Outgoing.Nowhere, clock);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_browser_gets_the_payload_and_the_service_how_to_treat_it()
    {
        service.Says(201);
        Assert.Equal(new SendOutcome.Sent(), await Send(Push() with { CollapseKey = "order-7", Lane = Lane.Otp }));

        var request = Assert.Single(service.Requests);
        Assert.Equal("""{"title":"Hällo"}""", Encoding.UTF8.GetString(browser.Decrypt(request.Body)));
        Assert.Equal(("aes128gcm", "3600", "high"), (request.Headers["Content-Encoding"], request.Headers["TTL"], request.Headers["Urgency"]));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", request.Headers["Topic"]);
    }

    [Fact]
    public async Task The_service_can_verify_who_pushes()
    {
        await Send(Push());
        var authorization = service.Requests[0].Headers["Authorization"];
        var (token, key) = (authorization.Split("t=")[1].Split(',')[0], authorization.Split("k=")[1]);
        Assert.StartsWith("vapid ", authorization, StringComparison.Ordinal);
        Assert.Equal(Identity.Keys.PublicKey, key);

        var point = Base64Url.DecodeFromChars(key);
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        var parts = token.Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.Equal(64, signature.Length);
        Assert.True(verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256));

        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal(service.At("/").GetLeftPart(UriPartial.Authority), claims.GetProperty("aud").GetString());
        Assert.Equal(Outgoing.Now.AddHours(12).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());
        Assert.Equal("mailto:ops@example.org", claims.GetProperty("sub").GetString());
    }

    [Fact]
    public async Task A_token_is_kept_for_its_origin_and_renewed_before_it_ends()
    {
        await Send(Push());
        await Send(Push());
        clock.Advance(TimeSpan.FromHours(11.5));
        await Send(Push() with { ExpiresAt = clock.GetUtcNow().AddHours(1) });
        var tokens = service.Requests.Select(request => request.Headers["Authorization"]).ToList();
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
    }

    public static TheoryData<int, object> Answers => new()
    {
        { 202, new SendOutcome.Sent() },
        { 404, new SendOutcome.Permanent("device-gone") { RemoveDevice = true } },
        { 410, new SendOutcome.Permanent("device-gone") { RemoveDevice = true } },
        { 413, new SendOutcome.Permanent("too-large") },
        { 400, new SendOutcome.Retry("http-400", ProviderFault: true) },
        { 401, new SendOutcome.Retry("http-401", ProviderFault: true) },
        { 403, new SendOutcome.Retry("http-403", ProviderFault: true) },
        { 429, new SendOutcome.Retry("http-429", TimeSpan.FromSeconds(120)) },
        { 503, new SendOutcome.Retry("http-503", TimeSpan.FromSeconds(120)) },
        { 302, new SendOutcome.Permanent("http-302") },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_has_one_meaning(int status, object expected)
    {
        service.Says(status, retryAfter: "120");
        Assert.Equal(expected, await Send(Push()));
    }

    [Fact]
    public async Task A_cut_connection_leaves_it_open_whether_the_push_arrived()
    {
        service.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await Send(Push()));
    }

    [Fact]
    public async Task Silence_leaves_it_open_too()
    {
        service.Hangs();
        var impatient = new WebPushSender(service.Http, new VapidTokens(clock), Outgoing.Nowhere, clock) { Limits = Outgoing.Short };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await impatient.Send(Push(), CancellationToken.None));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_private_address_is_refused_at_each_attempt()
    {
        service.Address = IPAddress.Parse("10.0.0.1");
        Assert.Equal(new SendOutcome.Retry("address-not-public"), await Send(Push()));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_that_is_too_large_or_for_keys_that_are_none()
    {
        Assert.Equal(new SendOutcome.Permanent("too-large"), await Send(Push() with { Payload = new string('x', 3994) }));
        Assert.Equal(new SendOutcome.Permanent("device-keys-invalid") { RemoveDevice = true }, await Send(Push() with { P256dh = "AAAA" }));
        Assert.Equal(new SendOutcome.Permanent("device-keys-invalid") { RemoveDevice = true }, await Send(Push() with { Auth = "?" }));
        Assert.Equal(new SendOutcome.Permanent("channel-not-configured"), await Send(Push() with { Identity = null }));
        Assert.Empty(service.Requests);
    }

    private Task<SendOutcome> Send(OutgoingWebPush push) => sender.Send(push, CancellationToken.None);

    private OutgoingWebPush Push() => new()
    {
        App = "shop",
        MessageId = "msg_1",
        Lane = Lane.Transactional,
        ExpiresAt = Outgoing.Now.AddHours(1),
        Identity = Identity,
        Endpoint = service.At("/push/abc"),
        P256dh = browser.P256dh,
        Auth = browser.AuthText,
        Payload = """{"title":"Hällo"}""",
    };
}
