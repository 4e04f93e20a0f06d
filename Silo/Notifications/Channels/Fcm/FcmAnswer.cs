using System.Text.Json;

namespace OrleansBackends.Silo.Notifications.Channels.Fcm;

/// <summary>What Firebase said. Its own code stands in the details of the error, a general one beside them.</summary>
internal static class FcmAnswer
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    public static SendOutcome Outcome(SafeResponse answer, TimeProvider time)
    {
        using var json = Read(answer.Body);
        var root = json?.RootElement ?? default;
        if (answer.IsSuccess)
        {
            return new SendOutcome.Sent(Text(root, "name"));
        }

        var code = Code(root) ?? Faults.Reason(answer.Status);
        return code switch
        {
            "UNREGISTERED" => new SendOutcome.Permanent("device-gone") { RemoveDevice = true },
            "INVALID_ARGUMENT" or "SENDER_ID_MISMATCH" => new SendOutcome.Permanent(Kebab(code)),
            "QUOTA_EXCEEDED" or "RESOURCE_EXHAUSTED" or "UNAVAILABLE" => new SendOutcome.Retry(Kebab(code), Later(answer.Wait(time)), ProviderFault: true),
            _ when (int)answer.Status is 401 or 403 or 429 or >= 500 => new SendOutcome.Retry(Kebab(code), answer.Wait(time), ProviderFault: true),
            _ => new SendOutcome.Permanent(Kebab(code)),
        };
    }

    private static TimeSpan Later(TimeSpan? wish) => wish > ShortestWait ? wish.Value : ShortestWait;

    private static string? Code(JsonElement root)
    {
        if (Member(root, "error") is not { } error)
        {
            return null;
        }

        var details = Member(error, "details") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(one => Text(one, "errorCode")) : [];
        return details.FirstOrDefault(code => code is not null) ?? Text(error, "status");
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Kebab(string code) => code.ToLowerInvariant().Replace('_', '-');

    private static JsonDocument? Read(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
