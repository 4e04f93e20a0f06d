using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>The product's admin, who triggers mails as often as it takes until they are accepted, and looks up what became of them.</summary>
internal sealed class MailDesk(HttpClient http)
{
    private const string App = "/api/notifications/apps/product";
    private const string Workflow = "kill-mail";
    private const string Email = "admin@example.org";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes the admin with the token that the process leaves in a file, and publishes a workflow of one mail.</summary>
    public static async Task<MailDesk> Open(HttpClient http, string tokenFile)
    {
        var token = (await File.ReadAllTextAsync(tokenFile)).Trim();
        var desk = new MailDesk(http);
        await desk.SignIn("setup", new { token, email = Email, username = "kill-admin", password = SigningIn.Password });
        await desk.Send(HttpMethod.Put, $"{App}/workflows/{Workflow}", Content);
        await desk.Send(HttpMethod.Post, $"{App}/workflows/{Workflow}/publish", new { });
        return desk;
    }

    /// <summary>The same admin, at a process that has started again.</summary>
    public static async Task<MailDesk> OpenAgain(HttpClient http)
    {
        var desk = new MailDesk(http);
        await desk.SignIn("login", new { email = Email, password = SigningIn.Password });
        return desk;
    }

    /// <summary>One mail to each of so many people. Answers when the trigger is accepted, whatever dies meanwhile.</summary>
    public Task Trigger(string transaction, int people) => Send(HttpMethod.Post, $"{App}/triggers", Body(transaction, people));

    /// <summary>One mail to one person, tried once.</summary>
    public Task<HttpResponseMessage> TryTrigger(string transaction) => http.PostAsJsonAsync($"{App}/triggers", Body(transaction, people: 1));

    /// <summary>One mail to each member of a topic.</summary>
    public Task TriggerTopic(string transaction, string topic) => Send(
        HttpMethod.Post, $"{App}/triggers", new { name = Workflow, transactionId = transaction, to = new { topic }, payload = new { transaction } });

    public static string Address(string transaction, int person) => $"{transaction}-{person}@example.org";

    public static string TransactionOf(string address) => address[..Math.Max(0, address.LastIndexOf('-'))];

    /// <summary>How many messages of a trigger the log counts for each status.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Counts(string transaction)
    {
        var trigger = await Send(HttpMethod.Get, $"{App}/triggers/{transaction}", null);
        return trigger.GetProperty("messages").EnumerateArray().ToDictionary(m => m.GetProperty("status").GetString()!, m => m.GetProperty("count").GetInt32());
    }

    /// <summary>What the log says of the messages of a trigger.</summary>
    public async Task<IReadOnlyList<string>> Statuses(string transaction)
    {
        var page = await Send(HttpMethod.Get, $"{App}/messages?transactionId={transaction}&limit=100", null);
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetString()!)];
    }

    /// <summary>Waits for what processes come to by themselves.</summary>
    public static async Task Until(Func<Task<bool>> holds, Func<string> what, TimeSpan? within = null)
    {
        var end = within ?? Patience;
        for (var begun = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(Pause))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < end, $"After {end.TotalSeconds} seconds: {what()}.");
        }
    }

    private static object Content => new
    {
        name = "Kill",
        category = "news",
        priority = "transactional",
        steps = new[]
        {
            new { id = "mail", type = "email", templates = new { en = new { subject = "News of {{ payload.transaction }}", text = "There is some." } } },
        },
    };

    private static object Body(string transaction, int people) => new
    {
        name = Workflow,
        transactionId = transaction,
        to = Enumerable.Range(0, people).Select(i => new { subscriberId = $"{transaction}-{i}", email = Address(transaction, i) }),
        payload = new { transaction },
    };

    private async Task SignIn(string route, object body)
    {
        var answer = await Send(HttpMethod.Post, $"/api/accounts/{route}", body);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("accessToken").GetString());
    }

    private async Task<JsonElement> Send(HttpMethod method, string route, object? body)
    {
        var answer = default(JsonElement);
        var last = "nothing";
        await Until(
            async () =>
            {
                try
                {
                    using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : JsonContent.Create(body) };
                    using var response = await http.SendAsync(request);
                    last = $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}";
                    Assert.False(response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError, $"{route} answered {last}");
                    answer = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : answer;
                    return response.IsSuccessStatusCode;
                }
                catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
                {
                    last = gone.Message;
                    return false;
                }
            },
            () => $"{method} {route} answered {last}");
        return answer;
    }
}
