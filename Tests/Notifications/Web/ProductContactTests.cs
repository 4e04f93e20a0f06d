using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Tests.Accounts;

namespace OrleansBackends.Tests.Notifications.Web;

/// <summary>The subscribers of <c>product</c> are its users, and guests.</summary>
public sealed class ProductContactTests(AppFixture app) : IDisposable
{
    private readonly DevMailbox mailbox = new(app);

    public void Dispose() => mailbox.Dispose();

    [Fact]
    public async Task A_user_gets_mail_at_the_verified_address_and_in_the_language_of_the_account()
    {
        var product = await PublishedAsync("mail");
        var ada = AccountTestData.NewAccount() with { Verified = true };
        await RegisterAsync(ada);
        var me = await app.OpenSessionAsync(ada.Id);
        await me.Client.PatchAsJsonAsync("/api/accounts/me", new { locale = "de-AT" }).Answer(200);
        await product.App.TriggerAsync(product.Workflow, new { subscriberId = $"{ada.Id}" }, new { number = 7 });
        Assert.Equal("Bestellung 7", (await mailbox.MailTo(ada.Email)).Subject);
    }

    [Fact]
    public async Task What_the_trigger_says_of_an_address_wins_for_this_trigger()
    {
        var product = await PublishedAsync("mail");
        var ada = AccountTestData.NewAccount() with { Verified = true };
        await RegisterAsync(ada);
        var elsewhere = $"{Guid.NewGuid():N}@example.org";
        await product.App.TriggerAsync(product.Workflow, new { subscriberId = $"{ada.Id}", email = elsewhere }, new { number = 7 });
        Assert.Equal("Order 7", (await mailbox.MailTo(elsewhere)).Subject);
        var mails = (await mailbox.Here.GetAsync($"{DevMailbox.Path}/messages").Answer(200)).GetProperty("items").EnumerateArray();
        Assert.DoesNotContain(mails, mail => mail.Text("to") == ada.Email);
    }

    [Fact]
    public async Task An_address_that_nobody_confirmed_gets_nothing_and_the_log_says_so()
    {
        var product = await PublishedAsync("mail");
        var ada = AccountTestData.NewAccount();
        await RegisterAsync(ada);
        var transaction = await product.App.TriggerAsync(product.Workflow, new { subscriberId = $"{ada.Id}" }, new { number = 7 });
        Assert.Equal("no-address", (await product.App.MessageAsync(transaction, "email", "suppressed")).Reason);
    }

    [Fact]
    public async Task A_guest_is_known_by_the_address_and_can_unsubscribe()
    {
        var product = await PublishedAsync("mail");
        var address = $"{Guid.NewGuid():N}@example.org";
        var guest = new { subscriberId = NotifyKeys.Guest(address), email = address };
        await product.App.TriggerAsync(product.Workflow, guest, new { number = 1 });
        var link = new Uri((await mailbox.MailTo(address)).Header("List-Unsubscribe").Trim('<', '>')).AbsolutePath;
        using var anybody = app.CreateClient();
        using var done = await anybody.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.True(done.IsSuccessStatusCode);
        var second = await product.App.TriggerAsync(product.Workflow, guest with { subscriberId = NotifyKeys.Guest(address.ToUpperInvariant()) }, new { number = 2 });
        Assert.Equal("opted-out", (await product.App.MessageAsync(second, "email", "suppressed")).Reason);
    }

    [Fact]
    public async Task A_user_reads_and_marks_the_own_inbox_alone()
    {
        var product = await PublishedAsync("inbox");
        var (ada, bob) = (new UserId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
        foreach (var (user, number) in new[] { (ada, 1), (ada, 2), (bob, 3) })
        {
            await product.App.TriggerAsync(product.Workflow, new { subscriberId = $"{user}" }, new { number });
            await product.App.InboxAsync($"{user}", unread: number == 3 ? 1 : number);
        }

        using var me = app.CreateClient(ada);
        Assert.Equal(["Order 2", "Order 1"], Titles(await me.GetAsync("/api/notifications/me/inbox").Answer(200)));
        string[] newest = ["2"];
        var counts = await me.PostAsJsonAsync("/api/notifications/me/inbox/marks", new { ids = newest, mark = "read" }).Answer(200);
        Assert.Equal((1, 1), (counts.GetProperty("unread").GetInt32(), counts.GetProperty("unseen").GetInt32()));
        Assert.Equal(["Order 1"], Titles(await me.GetAsync("/api/notifications/me/inbox?status=unread").Answer(200)));
        using var other = app.CreateClient(bob);
        Assert.Equal(1, (await other.GetAsync("/api/notifications/me/inbox").Answer(200)).GetProperty("unread").GetInt32());
        await other.PostAsJsonAsync("/api/notifications/me/inbox/marks", new { ids = newest, mark = "read" }).Refused(404, "item-not-found");
    }

    private static IEnumerable<string> Titles(JsonElement inbox) => inbox.GetProperty("items").EnumerateArray().Select(item => item.Text("title"));

    private async Task RegisterAsync(NewAccount account) =>
        (await app.Grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();

    /// <summary>A workflow of the product with a name of its own, as an administrator makes it.</summary>
    private async Task<(AppUnderTest App, string Workflow)> PublishedAsync(string kind)
    {
        var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        var product = new AppUnderTest(NotifyKeys.Product, admin, admin, "");
        var key = $"{kind}-{Guid.NewGuid():N}"[..30];
        object step = kind == "mail"
            ? new
            {
                id = "step", type = "email",
                templates = new { en = new { subject = "Order {{ payload.number }}", text = "x" }, de = new { subject = "Bestellung {{ payload.number }}", text = "x" } },
            }
            : new { id = "step", type = "inbox", templates = Workflows.Texts(new { title = "Order {{ payload.number }}" }) };
        await product.PublishAsync(key, new { name = "Order", category = $"c-{key}", priority = "transactional", steps = new[] { step } });
        return (product, key);
    }
}
