using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

namespace OrleansBackends.Silo.Notifications.Channels.Trials;

/// <summary>The one grain that waits for a network, for the person who waits for the answer.</summary>
[StatelessWorker(MostPerSilo), GrainType("channeltrial")]
internal sealed class ChannelTrial(TrialMessages messages, IEnumerable<IChannelSender> senders, TimeProvider time) : Grain, IChannelTrial
{
    private const int MostPerSilo = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Result<TrialView>> Provider(string app, NotifyChannel channel, string to)
    {
        if (await Settings(app) is not { } settings)
        {
            return NotifyErrors.AppNotFound;
        }

        if (!IsAddress(channel, to))
        {
            return NotifyErrors.AddressInvalid("to");
        }

        var device = AsDevice(channel) is { } kind
            ? await GrainFactory.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, to)).PushTarget(kind)
            : new PushTarget(to, null);
        return device is null ? NotifyErrors.DeviceNotFound
            : messages.Of(settings, channel, device) is not { } message ? NotifyErrors.ProviderNotFound
            : await Send(message);
    }

    public async Task<Result<TrialView>> Endpoint(string app, string id) =>
        await Settings(app) is not { } settings ? NotifyErrors.AppNotFound
        : settings.Endpoints.FirstOrDefault(e => e.Id == id) is not { } endpoint ? NotifyErrors.EndpointNotFound
        : await Send(messages.Of(settings, endpoint));

    private async Task<TrialView> Send(OutgoingMessage message)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            var outcome = await senders.Single(sender => sender.Channel == message.Channel).Send(message, deadline.Token);
            return outcome switch
            {
                SendOutcome.Sent { ProviderId: { } name } => new TrialView(true, $"sent {name}"),
                SendOutcome.Sent => new TrialView(true, "sent"),
                SendOutcome.Retry retry => new TrialView(false, retry.Reason),
                SendOutcome.Permanent permanent => new TrialView(false, permanent.Reason),
                SendOutcome.Unknown unknown => new TrialView(false, unknown.Reason),
                _ => throw new ArgumentOutOfRangeException(nameof(message), outcome, "no outcome"),
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new TrialView(false, "timeout");
        }
    }

    /// <summary>Not what the silo remembers: who just changed a provider tries the new one.</summary>
    private Task<AppSettings?> Settings(string app) => GrainFactory.GetGrain<INotifyAppGrain>(NotifyKeys.App(app)).Settings();

    private static bool IsAddress(NotifyChannel channel, string to) => channel switch
    {
        NotifyChannel.Email => AddressText.IsMail(to),
        NotifyChannel.Sms => AddressText.IsPhone(to),
        _ => NotifyNames.IsSubscriber(to),
    };

    private static DeviceKind? AsDevice(NotifyChannel channel) => channel switch
    {
        NotifyChannel.Webpush => DeviceKind.Webpush,
        NotifyChannel.Fcm => DeviceKind.Fcm,
        _ => null,
    };
}
