using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>Workflows as programs write them.</summary>
internal static class Workflows
{
    /// <summary>A mail and an inbox item that tell of an order.</summary>
    public static object Order { get; } = new
    {
        name = "Order shipped",
        category = "orders",
        priority = "transactional",
        steps = new object[]
        {
            new { id = "mail", type = "email", templates = Texts(new { subject = "Order {{ payload.number }}", text = "It is on its way.", html = "<p>{{ payload.note }}</p>" }) },
            new { id = "inbox", type = "inbox", templates = Texts(new { title = "Order {{ payload.number }} is on its way", link = "https://example.org/o/{{ payload.number }}" }) },
        },
    };

    /// <summary>An inbox item alone.</summary>
    public static object Note { get; } = new
    {
        name = "Note",
        category = "notes",
        priority = "transactional",
        steps = new object[] { new { id = "inbox", type = "inbox", templates = Texts(new { title = "{{ payload.text }}" }) } },
    };

    public static object Texts<T>(T english) => new { en = english };

    /// <summary>Saves and publishes as a program.</summary>
    public static async Task PublishAsync(this AppUnderTest app, string key, object workflow)
    {
        await app.Program.PutAsJsonAsync($"{app.Path}/workflows/{key}", workflow).Answer(200);
        await app.Program.PostAsync($"{app.Path}/workflows/{key}/publish", null).Answer(200);
    }

    public static async Task<string> TriggerAsync(this AppUnderTest app, string workflow, object recipient, object payload)
    {
        var accepted = await app.Program.PostAsJsonAsync($"{app.Path}/triggers", new { name = workflow, to = new[] { recipient }, payload }).Answer(202);
        return accepted.Text("transactionId");
    }

    /// <summary>What the log has of a trigger by one channel, once it has this status.</summary>
    public static Task<Message> MessageAsync(this AppUnderTest app, string transaction, string channel, string status) => Deadline.Find<Message>(
        async () =>
        {
            var page = await app.Program.GetAsync($"{app.Path}/messages?transactionId={transaction}&channel={channel}").Answer(200);
            var found = page.GetProperty("items").EnumerateArray().Where(m => m.Text("status") == status).ToList();
            return found.Count == 0 ? null : new Message(found[0].Text("id"), found[0].GetProperty("reason").GetString());
        },
        $"the log has the {channel} of {transaction} as {status}");

    /// <summary>A subscriber's inbox once it holds so many unread items.</summary>
    public static Task<IReadOnlyList<JsonElement>> InboxAsync(this AppUnderTest app, string subscriber, int unread) => Deadline.Find<IReadOnlyList<JsonElement>>(
        async () =>
        {
            using var answer = await app.Program.GetAsync($"{app.Path}/subscribers/{subscriber}/inbox");
            var inbox = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default;
            return answer.IsSuccessStatusCode && inbox.GetProperty("unread").GetInt32() == unread ? [.. inbox.GetProperty("items").EnumerateArray()] : null;
        },
        $"the inbox of {subscriber} has {unread} unread items");

    internal sealed record Message(string Id, string? Reason);
}
