using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels.Webhooks;

/// <summary>Standard Webhooks: the same id at each attempt, a signature of its own for each.</summary>
internal sealed class WebhookSender(SafeHttpClient http, TimeProvider time) : IChannelSender
{
    private const int MostBytes = 20_000;

    public NotifyChannel Channel => NotifyChannel.Webhook;

    public SafeRequestLimits Limits { get; init; } = new(TimeSpan.FromSeconds(15), Bytes: 1024);

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var webhook = (OutgoingWebhook)message;
        var body = Body(webhook);
        if (Encoding.UTF8.GetByteCount(body) > MostBytes)
        {
            return new SendOutcome.Permanent("too-large");
        }

        var now = time.GetUtcNow();
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var answer = await http.Post(webhook.Url, content, Limits, headers =>
            {
                headers.Add("webhook-id", webhook.MessageId);
                headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                headers.Add("webhook-signature", WebhookSecret.Sign(webhook.Secrets, webhook.MessageId, now, body));
            }, cancellation);
            return Outcome(answer);
        }
        catch (HttpRequestException fault)
        {
            return Faults.Of(fault, providerFault: false);
        }
    }

    private SendOutcome Outcome(SafeResponse answer) => answer switch
    {
        { IsSuccess: true } => new SendOutcome.Sent(),
        { Status: HttpStatusCode.Gone } => new SendOutcome.Permanent("endpoint-gone") { DisableEndpoint = true },
        _ => new SendOutcome.Retry(Faults.Reason(answer.Status), answer.Wait(time)),
    };

    private static string Body(OutgoingWebhook webhook)
    {
        using var data = JsonDocument.Parse(webhook.Data);
        return JsonSerializer.Serialize(new { webhook.Type, Timestamp = webhook.At, Data = data.RootElement }, WireJson.Options);
    }
}
