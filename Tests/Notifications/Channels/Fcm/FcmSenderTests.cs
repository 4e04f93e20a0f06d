using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Fcm;

namespace OrleansBackends.Tests.Notifications.Channels.Fcm;

public sealed class FcmSenderTests : IAsyncLifetime
{
    private static readonly RSA Key = RSA.Create(2048);

    private readonly FakeTimeProvider clock = new(Outgoing.Now);
    private ProviderDouble google = null!;
    private FcmSender sender = null!;
    private Func<HttpContext, Task> answer = Answering(200, """{"name":"projects/p/messages/1"}""");
    private Func<HttpContext, Task> signIn = Answering(200, """{"access_token":"tok","expires_in":3600,"token_type":"Bearer"}""");

    private FcmEndpoints Endpoints => new() { Messages = google.At("/"), Token = google.At("/token") };

    public async ValueTask InitializeAsync()
    {
        google = await ProviderDouble.Start();
        google.Answer = context => context.Request.Path == "/token" ? signIn(context) : answer(context);
        sender = new FcmSender(google.Http, Endpoints, new FcmTokens(google.Http, Endpoints, clock), Outgoing.Nowhere, clock);
    }

    public ValueTask DisposeAsync() => google.DisposeAsync();

    [Fact]
    public async Task The_account_signs_in_and_the_message_goes_with_its_token()
    {
        Assert.Equal(new SendOutcome.Sent("projects/p/messages/1"), await Send(Push()));

        var (token, push) = (google.Requests[0], google.Requests[1]);
        var form = QueryHelpers.ParseQuery(token.Text);
        var parts = form["assertion"].ToString().Split('.');
        Assert.True(Key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        Assert.Equal("push@p.iam", JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement.GetProperty("iss").GetString());

        var message = JsonDocument.Parse(push.Text).RootElement.GetProperty("message");
        Assert.Equal(("/v1/projects/p/messages:send", "Bearer tok"), (push.Path, push.Headers["Authorization"]));
        Assert.Equal(("device", "Hällo", "3600s"),
            (message.GetProperty("token").GetString(), message.GetProperty("notification").GetProperty("title").GetString(), message.GetProperty("android").GetProperty("ttl").GetString()));
    }

    [Fact]
    public async Task A_token_is_fetched_once_for_all_and_renewed_five_minutes_before_its_end()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Send(Push())));
        Assert.Equal(1, SignIns());
        clock.Advance(TimeSpan.FromMinutes(54));
        await Send(Push());
        Assert.Equal(1, SignIns());
        clock.Advance(TimeSpan.FromMinutes(1));
        await Send(Push());
        Assert.Equal(2, SignIns());
    }

    [Fact]
    public async Task A_refused_token_is_fetched_anew_for_the_next_message()
    {
        answer = Answering(401, """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""");
        Assert.Equal(new SendOutcome.Retry("unauthenticated", ProviderFault: true), await Send(Push()));
        answer = Answering(200, "{}");
        Assert.Equal(new SendOutcome.Sent(), await Send(Push()));
        Assert.Equal(2, SignIns());
    }

    public static TheoryData<int, string, string?, object> Answers => new()
    {
        { 404, "UNREGISTERED", null, new SendOutcome.Permanent("device-gone") { RemoveDevice = true } },
        { 400, "INVALID_ARGUMENT", null, new SendOutcome.Permanent("invalid-argument") },
        { 403, "SENDER_ID_MISMATCH", null, new SendOutcome.Permanent("sender-id-mismatch") },
        { 403, "THIRD_PARTY_AUTH_ERROR", null, new SendOutcome.Retry("third-party-auth-error", ProviderFault: true) },
        { 429, "QUOTA_EXCEEDED", null, new SendOutcome.Retry("quota-exceeded", TimeSpan.FromSeconds(10), ProviderFault: true) },
        { 429, "QUOTA_EXCEEDED", "60", new SendOutcome.Retry("quota-exceeded", TimeSpan.FromSeconds(60), ProviderFault: true) },
        { 503, "UNAVAILABLE", "3", new SendOutcome.Retry("unavailable", TimeSpan.FromSeconds(10), ProviderFault: true) },
        { 500, "INTERNAL", null, new SendOutcome.Retry("internal", ProviderFault: true) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_has_one_meaning(int status, string code, string? retryAfter, object expected)
    {
        answer = Answering(status, $$$"""{"error":{"code":1,"status":"X","details":[{"@type":"other"},{"errorCode":"{{{code}}}"}]}}""", retryAfter);
        Assert.Equal(expected, await Send(Push()));
    }

    [Fact]
    public async Task Without_sign_in_nothing_is_sent()
    {
        signIn = Answering(503, "");
        Assert.Equal(new SendOutcome.Retry("sign-in-unreachable", ProviderFault: true), await Send(Push()));
        signIn = Answering(400, """{"error":"invalid_grant"}""");
        Assert.Equal(new SendOutcome.Retry("sign-in-refused", ProviderFault: true), await Send(Push()));
        signIn = Answering(200, "half an answ");
        Assert.Equal(new SendOutcome.Retry("sign-in-unreadable", ProviderFault: true), await Send(Push()));
        Assert.Equal(new SendOutcome.Retry("private-key-invalid", ProviderFault: true), await Send(Push() with { Account = new FcmAccount("p", "e", "no key") }));
        Assert.All(google.Requests, request => Assert.Equal("/token", request.Path));
    }

    [Fact]
    public async Task A_cut_connection_leaves_it_open_whether_the_push_was_taken()
    {
        answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await Send(Push()));
    }

    [Fact]
    public async Task Silence_leaves_it_open_too()
    {
        answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        sender = new FcmSender(google.Http, Endpoints, new FcmTokens(google.Http, Endpoints, clock), Outgoing.Nowhere, clock) { Limits = Outgoing.Short };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await Send(Push()));
    }

    [Fact]
    public async Task What_is_larger_than_4096_bytes_is_refused() =>
        Assert.Equal(new SendOutcome.Permanent("too-large"), await Send(Push() with { Body = new string('ä', 2048) }));

    private int SignIns() => google.Requests.Count(request => request.Path == "/token");

    private Task<SendOutcome> Send(OutgoingFcm push) => sender.Send(push, CancellationToken.None);

    private static Func<HttpContext, Task> Answering(int status, string body, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(body);
    };

    private OutgoingFcm Push() => new()
    {
        App = "shop",
        MessageId = "msg_1",
        Lane = Lane.Transactional,
        ExpiresAt = clock.GetUtcNow().AddHours(1),
        Account = new FcmAccount("p", "push@p.iam", Key.ExportPkcs8PrivateKeyPem()),
        Token = "device",
        Title = "Hällo",
        Body = "Welt",
        Data = new Dictionary<string, string> { ["order"] = "7" },
    };
}
