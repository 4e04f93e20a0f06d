using System.Collections.Immutable;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Templates;
using OrleansBackends.Grains.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>Collecting events into one message: the first opens the digest and fixes its end, later ones join it.</summary>
internal static class Digests
{
    /// <summary>Always ends this run: it has joined, or there was no room for another digest.</summary>
    public static bool Collect(this Act act, RunPlace place, WorkflowStep step)
    {
        var key = Key(act, place, step);
        var open = act.State.Digests.Find(d => d.Opener.Workflow == place.Workflow.Key && d.Step == place.Next && d.Key == key);
        if (open is null && (act.State.Digests.Count >= SubscriberLimits.Digests || !act.HasRoomFor(place)))
        {
            act.SuppressRest(place, NotifyReasons.BacklogFull);
            return true;
        }

        var digest = open ?? new OpenDigest(
            place.Delivery, place.Next, key, act.Now.AddSeconds(step.Config.WindowSeconds ?? WorkflowRules.MinWindow),
            step.Config.Max ?? WorkflowRules.MaxItems, Items: [], Total: 0);
        var joined = digest with { Total = digest.Total + 1, Items = act.Items(digest, place) };
        act.State = act.State with { Digests = open is null ? act.State.Digests.Add(joined) : act.State.Digests.Replace(open, joined) };
        act.Waiting++;
        return true;
    }

    /// <summary>What one message is made of: the items kept, and how many events there were.</summary>
    private static string Payload(this OpenDigest digest) =>
        DocumentJson.Write(new { items = digest.Items.Select(item => JsonSerializer.Deserialize<JsonElement>(item.Payload)), total = digest.Total });

    /// <summary>The run that goes on with what was collected.</summary>
    public static WaitingRun Ended(this OpenDigest digest) =>
        new(digest.EndsAt, digest.Opener, digest.Step, InboxItem: null, digest.Payload(), Held: null);

    /// <summary>The digests without what a trigger brought; the message goes under the first trigger that is left.</summary>
    public static ImmutableList<OpenDigest> Without(this ImmutableList<OpenDigest> digests, string transactionId) =>
    [
        .. from digest in digests
           let left = digest.Items.RemoveAll(item => item.TransactionId == transactionId)
           let total = digest.Total - (digest.Items.Count - left.Count)
           where total > 0 && !left.IsEmpty
           select digest with { Items = left, Total = total, Opener = digest.Opener with { TransactionId = left[0].TransactionId } },
    ];

    private static ImmutableList<DigestItem> Items(this Act act, OpenDigest digest, RunPlace place)
    {
        // The first is there always: the message goes under its trigger.
        return digest.Items.Count < digest.Max && act.HasRoomFor(place)
            ? digest.Items.Add(new DigestItem(place.Delivery.TransactionId, place.Payload ?? "{}"))
            : digest.Items;
    }

    private static bool HasRoomFor(this Act act, RunPlace place) =>
        act.State.Digests.Sum(open => open.Items.Sum(item => item.Payload.Length)) + (place.Payload?.Length ?? 0) <= SubscriberLimits.DigestText;

    private static string Key(Act act, RunPlace place, WorkflowStep step)
    {
        var rendered = Template.TryParse(TemplateKind.Text, step.Config.Key ?? "", out var template, out _)
            ? template.Render(place.Reach.Scope(act.App, place.Payload, act.HasRead(place))).Text
            : null;
        return rendered is { Length: <= SubscriberLimits.Title } key ? key : "";
    }
}
