using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels.WebPush;

internal sealed class WebPushSender(SafeHttpClient http, VapidTokens tokens, Unconfigured unconfigured, TimeProvider time) : IChannelSender
{
    public NotifyChannel Channel => NotifyChannel.Webpush;

    public SafeRequestLimits Limits { get; init; } = new(TimeSpan.FromSeconds(15), Bytes: 1024);

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var push = (OutgoingWebPush)message;
        if (!PushBounds.FitsWebPush(push.Payload))
        {
            return new SendOutcome.Permanent("too-large");
        }

        if (push.Identity is null)
        {
            return await unconfigured.Send(push, new MessageFace(push.Endpoint.Host, null, push.Payload));
        }

        if (Encrypt(push) is not { } body)
        {
            return new SendOutcome.Permanent("device-keys-invalid") { RemoveDevice = true };
        }

        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.ContentEncoding.Add("aes128gcm");
            var answer = await http.Post(push.Endpoint, content, Limits, headers => Write(headers, push, push.Identity), cancellation);
            return Outcome(answer);
        }
        catch (HttpRequestException fault)
        {
            return Faults.Of(fault, providerFault: false);
        }
    }

    private void Write(HttpRequestHeaders headers, OutgoingWebPush push, VapidIdentity identity)
    {
        var left = Math.Max(0, (long)(push.ExpiresAt - time.GetUtcNow()).TotalSeconds);
        headers.Add("TTL", left.ToString(CultureInfo.InvariantCulture));
        headers.Add("Urgency", push.Lane switch { Lane.Otp => "high", Lane.Transactional => "normal", _ => "low" });
        headers.Authorization = new AuthenticationHeaderValue("vapid", tokens.Authorize(identity, push.Endpoint));
        if (push.CollapseKey is { } key)
        {
            headers.Add("Topic", Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]);
        }
    }

    private SendOutcome Outcome(SafeResponse answer) => answer.Status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new SendOutcome.Permanent("device-gone") { RemoveDevice = true },
        HttpStatusCode.RequestEntityTooLarge => new SendOutcome.Permanent("too-large"),
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new SendOutcome.Retry(Faults.Reason(answer.Status), ProviderFault: true),
        HttpStatusCode.TooManyRequests => new SendOutcome.Retry(Faults.Reason(answer.Status), answer.Wait(time)),
        _ when answer.IsSuccess => new SendOutcome.Sent(),
        >= HttpStatusCode.InternalServerError => new SendOutcome.Retry(Faults.Reason(answer.Status), answer.Wait(time)),
        _ => new SendOutcome.Permanent(Faults.Reason(answer.Status)),
    };

    private static byte[]? Encrypt(OutgoingWebPush push)
    {
        try
        {
            var (key, auth) = (Base64Url.DecodeFromChars(push.P256dh.TrimEnd('=')), Base64Url.DecodeFromChars(push.Auth.TrimEnd('=')));
            return auth.Length == WebPushCipher.AuthBytes ? WebPushCipher.Encrypt(Encoding.UTF8.GetBytes(push.Payload), key, auth) : null;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
