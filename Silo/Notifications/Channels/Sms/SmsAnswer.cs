using System.Net;
using System.Text.Json;

namespace OrleansBackends.Silo.Notifications.Channels.Sms;

/// <summary>What an SMS provider said: <c>{"sid":…}</c> of an accepted message, or <c>{"code":…}</c> of a refused one.</summary>
internal static class SmsAnswer
{
    /// <summary>The recipient said STOP to this sender.</summary>
    private const int Unsubscribed = 21610;

    public static SendOutcome Outcome(SafeResponse answer, TimeProvider time)
    {
        var reason = Faults.Reason(answer.Status);
        return answer.Status switch
        {
            _ when answer.IsSuccess => new SendOutcome.Sent(Member(answer, "sid") is { ValueKind: JsonValueKind.String } sid ? sid.GetString() : null),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SendOutcome.Retry(reason, ProviderFault: true),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new SendOutcome.Retry(reason, answer.Wait(time), ProviderFault: true),
            _ => Refused(answer, reason),
        };
    }

    private static SendOutcome.Permanent Refused(SafeResponse answer, string reason)
    {
        var code = Member(answer, "code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var known) ? known : (int?)null;
        return new SendOutcome.Permanent(code is null ? reason : $"{reason} {code}") { SuppressAddress = code == Unsubscribed };
    }

    private static JsonElement? Member(SafeResponse answer, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var member) ? member.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
