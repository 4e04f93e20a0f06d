using System.Text.Json;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>The developer at this machine, without any proxy between.</summary>
internal sealed class DevMailbox(AppFixture app) : IDisposable
{
    public const string Path = "/dev/mailbox";

    public HttpClient Here { get; } = new() { BaseAddress = app.Server };

    /// <summary>The mail to this address, once it is there.</summary>
    public Task<Mail> MailTo(string address) => Deadline.Find<Mail>(
        async () =>
        {
            var all = (await Here.GetAsync($"{Path}/messages").Answer(200)).GetProperty("items").EnumerateArray();
            var found = all.Where(m => m.Text("to") == address).ToList();
            return found.Count == 0 ? null : Read(found[0]);
        },
        $"a mail to {address} lies in the mailbox");

    public void Dispose() => Here.Dispose();

    private static Mail Read(JsonElement message) => new(
        message.Text("subject"), message.Text("text"), message.GetProperty("html").GetString(),
        [.. message.GetProperty("extras").EnumerateArray().Select(e => e.GetString()!)]);

    internal sealed record Mail(string Subject, string Text, string? Html, IReadOnlyList<string> Headers)
    {
        public string Header(string name) => Headers.Single(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
    }
}
