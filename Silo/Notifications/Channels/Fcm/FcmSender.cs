using System.Net.Http.Headers;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels.Fcm;

/// <summary>Pushes to phones over Firebase Cloud Messaging, HTTP v1.</summary>
internal sealed class FcmSender(SafeHttpClient http, FcmEndpoints endpoints, FcmTokens tokens, Unconfigured unconfigured, TimeProvider time) : IChannelSender
{
    public NotifyChannel Channel => NotifyChannel.Fcm;

    public SafeRequestLimits Limits { get; init; } = new(TimeSpan.FromSeconds(15), Bytes: 16 * 1024);

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        var push = (OutgoingFcm)message;
        if (!PushBounds.FitsFcm(push.Title, push.Body, push.Data))
        {
            return new SendOutcome.Permanent("too-large");
        }

        if (push.Account is not { } account)
        {
            return await unconfigured.Send(push, new MessageFace("a phone", push.Title, push.Body) { Extras = [.. push.Data.Select(pair => $"{pair.Key}: {pair.Value}")] });
        }

        string token;
        try
        {
            token = await tokens.Get(account, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or FcmRefusedException)
        {
            // Nothing of the message was sent yet.
            return new SendOutcome.Retry(fault is FcmRefusedException ? fault.Message : "sign-in-unreachable", ProviderFault: true);
        }

        return await Send(push, account, token, cancellation);
    }

    private async Task<SendOutcome> Send(OutgoingFcm push, FcmAccount account, string token, CancellationToken cancellation)
    {
        try
        {
            using var content = FcmBody.Of(push, time.GetUtcNow());
            var address = new Uri(endpoints.Messages, $"v1/projects/{Uri.EscapeDataString(account.ProjectId)}/messages:send");
            var answer = await http.Post(address, content, Limits, headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", token), cancellation);
            if (answer.Status is System.Net.HttpStatusCode.Unauthorized)
            {
                tokens.Drop(account);
            }

            return FcmAnswer.Outcome(answer, time);
        }
        catch (HttpRequestException fault)
        {
            return Faults.Of(fault, providerFault: true);
        }
    }
}
