using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>How messages go out.</summary>
internal sealed partial class DispatchGrain
{
    /// <summary>Messages that may wait for another try; beyond it nothing new is claimed.</summary>
    private const int MaxRetrying = 10_000;

    public Task<Claimed> Claim(Lane lane, int most) => ClaimFor(new ClaimTicket(Guid.Empty, Sender: null, Again: false), lane, most);

    public async Task<Claimed> ClaimFor(ClaimTicket ticket, Lane lane, int most)
    {
        var queue = Of(lane).Queue;
        if (ticket.Again && queue.HeldBy(ticket.Id) is { Count: > 0 } held)
        {
            return new Claimed(held, queue.HasReady(Now));
        }

        var claims = await ClaimDue(Of(lane), most, ticket);
        if (claims.Count < most && lanes.Sum(other => other.Queue.Retrying) < MaxRetrying)
        {
            await Of(lane).Fill(services.Log);
            claims.AddRange(queue.Take(most - claims.Count, Now, ticket));
        }

        WakeWhenDue();
        return new Claimed(claims, claims.Count > 0 && queue.HasReady(Now));
    }

    public async Task<Reported> Report(IReadOnlyList<SendReport> reports)
    {
        var verdicts = new List<SendVerdict>();
        var entries = new List<(Lane Lane, LaneEntry Entry)>();
        foreach (var report in reports)
        {
            if (Of(report.Lane).Queue.FindClaim(report.Claim) is { IsReported: false } claim)
            {
                claim.IsReported = true;
                var decision = DispatchRules.Decide(claim.Message, report, Now, services.Jitter());
                verdicts.Add(new SendVerdict(claim.Message.Message.Id, decision.Status, decision.Reason, decision.RetryAt));
                entries.Add((report.Lane, DecidedEntry(Of(report.Lane), claim.Message, report, decision)));
                Learn(report);
            }
        }

        await Task.WhenAll([.. entries.GroupBy(entry => entry.Lane).Select(lane => Append(lane.Key, [.. lane.Select(entry => entry.Entry)]))]);
        RingWhereReady();
        return new Reported(verdicts, Now - failingSince >= DispatchRules.EndpointPatience);
    }

    private static LaneEntry DecidedEntry(DispatchLane lane, ClaimedMessage claim, SendReport report, Decision decision) => new(
        DispatchEntries.Decided(claim, report, decision),
        _ =>
        {
            if (decision.RetryAt is { } due)
            {
                lane.Queue.TryAgain(new OpenMessage(claim.Claim, due, claim.Attempt + 1));
            }
            else
            {
                lane.Queue.Ended(claim.Claim);
            }
        });

    private async Task<List<ClaimedMessage>> ClaimDue(DispatchLane lane, int most, ClaimTicket ticket)
    {
        var due = lane.Queue.Due(Now, most);
        if (due.Count == 0)
        {
            return [];
        }

        var entries = (await services.Log.Queued(lane.Name, due.Select(retry => retry.Seq))).ToDictionary(entry => entry.Seq);
        return
        [
            .. from retry in due
               let message = entries.GetValueOrDefault(retry.Seq)?.Message
               where message is not null
               let claim = lane.Queue.TakeRetry(retry, message, Now, ticket)
               where claim is not null
               select claim,
        ];
    }

    private void Learn(SendReport report)
    {
        if (report.HandedOver && key.Channel == NotifyChannel.Webhook)
        {
            failingSince = report.Outcome == SendResult.Sent ? null : failingSince ?? Now;
        }
    }
}
