using System.Security.Cryptography;
using OrleansBackends.Tests.Common.Processes;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>The whole product as one process on SQLite, killed and started again.</summary>
[Collection<PatientKillCollection>]
public sealed class KilledProcessTests : IAsyncLifetime
{
    private const int People = 50;

    /// <summary>A reminder would wake the queues after a minute; the sweep does sooner.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    private static readonly string[] Triggers = ["restart-0", "restart-1", "restart-2", "restart-3"];

    private readonly TemporaryFolder folder = new();
    private readonly SmtpDouble mail = new();
    private readonly List<TestClients> clients = [];
    private readonly string masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private ServerProcess? process;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await mail.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_sent_sends_the_rest_when_it_starts_again()
    {
        var bag = new MailBag(mail);
        var desk = await MailDesk.Open(await Start(), TokenFile);
        var taken = new TaskCompletionSource();
        mail.Gate = taken.Task;
        await Task.WhenAll(Triggers.Select(trigger => desk.Trigger(trigger, People)));
        await MailDesk.Until(() => Task.FromResult(mail.Commands.Contains("DATA")), () => "no mail is on its way");
        taken.SetResult();
        await MailDesk.Until(() => Task.FromResult(bag.Reached(Triggers) >= People), () => $"only {bag.Reached(Triggers)} people got their mail");
        process!.Kill();
        await process.DisposeAsync();

        var again = await MailDesk.OpenAgain(await Start());
        await MailDesk.Until(
            () => Task.FromResult(bag.Reached(Triggers) == Triggers.Length * People), () => $"only {bag.Reached(Triggers)} people got their mail", Soon);
        Assert.Equal(Triggers.Length * People, bag.Of(Triggers).Distinct().Count());
        await MailDesk.Until(
            async () => (await Task.WhenAll(Triggers.Select(again.Statuses))).All(all => all.Count == People && all.All(status => status == "sent")),
            () => "the log does not say of each message that it was sent");
    }

    private string TokenFile => Path.Combine(folder.Path, "setup-token");

    private async Task<HttpClient> Start()
    {
        var port = FreePort.Next();
        process = ServerProcess.Start("OrleansBackends.WebFrontend", port, new Dictionary<string, string>(MailSettings.Of(mail))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Storage:Folder"] = folder.Path,
            ["Secrets:MasterKey"] = masterKey,
            ["Accounts:SetupTokenFile"] = TokenFile,
            ["RateLimits:Profile"] = "Bench",
            ["Proxy:Known"] = "127.0.0.0/8",
            ["PORT"] = $"{port}",
        });
        await process.Ready();
        clients.Add(new TestClients(process.Address));
        return clients[^1].Create();
    }
}
