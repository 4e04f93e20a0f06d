using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Tests.Accounts;

/// <summary>A mail that Notifications has accepted.</summary>
internal sealed record Mailed(string Workflow, string To, JsonElement Payload)
{
    public MailToken Token => MailedExtensions.TokenIn(Payload.Text("link"));
}

internal static partial class MailedExtensions
{
    public static MailToken TokenIn(string text)
    {
        Assert.True(MailToken.TryRead(TokenTextIn(text), out var token));
        return token;
    }

    public static string TokenTextIn(string text) => Link().Match(text).Groups["token"].Value;

    /// <summary>What was mailed of one workflow for this user, once the account owes nothing more.</summary>
    public static async Task<IReadOnlyList<Mailed>> MailsAsync(this ClusterFixture cluster, UserId user, string workflow)
    {
        await cluster.DeliveredAsync(user);
        return await cluster.Grains.MailsAsync(cluster.Services.GetRequiredService<QueryDatabase>(), user, workflow);
    }

    /// <summary>What was mailed by now.</summary>
    public static async Task<IReadOnlyList<Mailed>> MailsAsync(this IGrainFactory grains, QueryDatabase database, UserId user, string workflow)
    {
        var rows = await database.Query<Row>(
            "SELECT grain_key AS GrainKey FROM grain_state WHERE state_name = @name AND CAST(state AS text) LIKE @user",
            new { name = TriggerState.Name, user = $"%{user}%" });
        var mails = new List<Mailed>();
        foreach (var row in rows.Where(row => row.GrainKey.StartsWith(NotifyKeys.Trigger(NotifyKeys.Product, ""), StringComparison.Ordinal)))
        {
            var content = (await grains.GetGrain<ITriggerGrain>(row.GrainKey).Content())!;
            if (content.Workflow == workflow)
            {
                mails.Add(new Mailed(workflow, TriggeredAddresses.Of(row.GrainKey), JsonSerializer.Deserialize<JsonElement>(content.Payload!)));
            }
        }

        return mails;
    }

    public static async Task<Mailed> MailAsync(this ClusterFixture cluster, UserId user, string workflow) =>
        Assert.Single(await cluster.MailsAsync(user, workflow));

    /// <summary>Kinds of what the account owes by its stored document.</summary>
    public static async Task<IReadOnlyList<string>> OwedAsync(this ClusterFixture cluster, UserId user)
    {
        var rows = await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
            "SELECT CAST(state AS text) FROM grain_state WHERE state_name = @name AND grain_key = @key",
            new { name = AccountState.Name, key = AccountKey.Of(user) });
        return [.. DocumentJson.Read<AccountState>(Assert.Single(rows)).Outbox.Select(item => item.Kind)];
    }

    /// <summary>The newest mail to an address in the development mailbox whose link leads to this page, as the token in it.</summary>
    public static async Task<string> TokenMailedAsync(this AppFixture app, string address, string page)
    {
        var found = "";
        await TestTime.Eventually(
            async () => (found = (await app.MailboxAsync(address)).Select(m => m.Text).FirstOrDefault(t => t.Contains($"/account/{page}?", StringComparison.Ordinal)) ?? "") != "",
            $"a mail to {address} that leads to {page}");
        return TokenTextIn(found);
    }

    public static async Task<IReadOnlyList<DevMessage>> MailboxAsync(this AppFixture app, string address) =>
        [.. (await app.Grains.GetGrain<IDevMailboxGrain>(IDevMailboxGrain.Key).List()).Where(m => m.To == address)];

    [GeneratedRegex(@"/account/[a-z]+\?token=(?<token>[A-Za-z0-9_-]+)")]
    private static partial Regex Link();

    private sealed record Row
    {
        public string GrainKey { get; init; } = "";
    }
}
