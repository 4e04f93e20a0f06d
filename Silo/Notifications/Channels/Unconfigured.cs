using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

namespace OrleansBackends.Silo.Notifications.Channels;

/// <summary>Where messages of a channel without a provider go: into the mailbox for developers, and nowhere outside of development.</summary>
internal sealed class Unconfigured(IHostEnvironment environment, IGrainFactory grains, TimeProvider time)
{
    public async Task<SendOutcome> Send(OutgoingMessage message, MessageFace face)
    {
        if (!environment.IsDevelopment())
        {
            return new SendOutcome.Permanent(NotifyReasons.NotConfigured);
        }

        await grains.GetGrain<IDevMailboxGrain>(IDevMailboxGrain.Key).Put(new DevMessage
        {
            Id = message.MessageId,
            Channel = message.Channel,
            App = message.App,
            To = face.To,
            Subject = face.Subject,
            Text = face.Text,
            Html = face.Html,
            Extras = face.Extras,
            At = time.Now(),
        });
        return new SendOutcome.Sent();
    }
}

/// <summary>What a person would see of a message.</summary>
internal sealed record MessageFace(string To, string? Subject, string Text, string? Html = null)
{
    public IReadOnlyList<string> Extras { get; init; } = [];
}
