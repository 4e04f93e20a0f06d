using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>What a dispatch handed out; nothing where it did not answer.</summary>
internal readonly record struct ClaimAnswer(IReadOnlyList<ClaimedMessage> Messages, bool More, bool IsAnswered);

/// <summary>Asks dispatches for messages, each under a name of its own.</summary>
internal sealed partial class ClaimCalls(IGrainFactory grains, ILocalSiloDetails silo, TimeProvider time, ILogger<ClaimCalls> logger)
{
    /// <summary>A dispatch that takes longer to answer keeps no places meanwhile that others could use.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ClaimTickets tickets = new(silo.SiloAddress, time);

    public async Task<ClaimAnswer> Make(Turn turn)
    {
        var ticket = tickets.Next(turn.Place);
        try
        {
            var claimed = await grains.GetGrain<IDispatchGrain>(turn.Place.Dispatch.Text).ClaimFor(ticket, turn.Place.Lane, turn.Most);
            return new ClaimAnswer(claimed.Messages, claimed.More || tickets.Any(turn.Place), IsAnswered: true);
        }
        catch (Exception fault)
        {
            LogNotClaimed(logger, fault, turn.Place.Dispatch.Text);
            tickets.NoAnswer(turn.Place, ticket);
            return new ClaimAnswer([], More: false, IsAnswered: false);
        }
    }

    public async Task<bool> IsLate(Task claim)
    {
        try
        {
            await claim.WaitAsync(Patience, time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dispatch} could not be asked for messages; it is asked again.")]
    private static partial void LogNotClaimed(ILogger logger, Exception fault, string dispatch);
}
