using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Channels;

[StatelessWorker, GrainType("smscallback")]
internal sealed class SmsCallbackGrain(NotifySettings settings, AppSecrets secrets) : Grain, ISmsCallbackGrain
{
    private const string Help = "Answer STOP to get no more messages from this number, START to get them again.";

    private static readonly SmsAnswer Nothing = new((string?)null);

    public async Task<Result<SmsAnswer>> Receive(SmsCall call)
    {
        if (!await IsGenuine(call))
        {
            return NotifyErrors.SignatureInvalid;
        }

        if (call.MessageId is { } id)
        {
            await Confirm(call, id);
            return Nothing;
        }

        return call.Form.TryGetValue("From", out var from) && call.Form.TryGetValue("Body", out var body) ? await Answer(call.App, from, body) : Nothing;
    }

    private async Task<bool> IsGenuine(SmsCall call) =>
        NotifyNames.IsKey(call.App)
        && await settings.App(call.App) is { Providers.Sms.AuthToken: { } token }
        && SmsCallback.IsGenuine(call.Signature, secrets.Open(call.App, SecretFields.SmsToken, token), call.Url, call.Form);

    private async Task Confirm(SmsCall call, string id)
    {
        var receipt = call.Form.GetValueOrDefault("MessageStatus") switch
        {
            "delivered" => new MessageReceipt(id, Delivered: true, Reason: null),
            "undelivered" or "failed" => new MessageReceipt(id, Delivered: false, Reason(call.Form.GetValueOrDefault("ErrorCode"))),
            _ => null,
        };
        if (receipt is null)
        {
            return;
        }

        var message = await GrainFactory.GetGrain<INotificationQueries>(0).Message(call.App, id);
        if (message is { IsOk: true, Value.Dispatch: { } dispatch })
        {
            await GrainFactory.GetGrain<IDispatchGrain>(dispatch).Confirm(receipt);
        }
    }

    private async Task<SmsAnswer> Answer(string app, string from, string body)
    {
        var address = GrainFactory.GetGrain<IAddressGrain>(NotifyKeys.Address(app, NotifyChannel.Sms, from));
        switch (SmsWords.Read(body))
        {
            case SmsWord.Stop:
                await address.Suppress(new NewSuppression(SuppressionReasons.Stop, Until: null, MaskedAddress.Of(from)));
                return Nothing;
            case SmsWord.Start:
                await address.Lift();
                return Nothing;
            case SmsWord.Help:
                return new SmsAnswer(Help);
            default:
                return Nothing;
        }
    }

    /// <summary>The provider's number of the fault, and nothing else that it may write.</summary>
    private static string Reason(string? code) => code is { Length: > 0 and <= 10 } && code.All(char.IsAsciiDigit) ? $"undelivered {code}" : "undelivered";
}
