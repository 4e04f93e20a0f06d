using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class TriggerApiTests(AppFixture app)
{
    private static readonly object Ada = new { subscriberId = "ada", email = "ada@example.org" };

    [Fact]
    public async Task A_repeated_trigger_answers_the_same_and_other_content_is_refused()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        var trigger = new { name = "note", transactionId = "order:1", to = new[] { Ada }, payload = new { text = "hello" } };
        var once = await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger).Answer(202);
        Assert.Equal("order:1", once.Text("transactionId"));
        await mine.InboxAsync("ada", unread: 1);
        await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger).Answer(202);
        await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger with { payload = new { text = "other" } }).Refused(409, "transaction-conflict");
        var inbox = await mine.Program.GetAsync($"{mine.Path}/subscribers/ada/inbox").Answer(200);
        Assert.Equal("hello", inbox.GetProperty("items").EnumerateArray().Single().Text("title"));
        await mine.Program.GetAsync($"{mine.Path}/triggers/another").Refused(404, "trigger-not-found");
        Assert.Equal("note", (await mine.Program.GetAsync($"{mine.Path}/triggers/order:1").Answer(200)).GetProperty("trigger").Text("name"));
    }

    [Fact]
    public async Task An_idempotency_key_names_a_trigger_that_has_no_other_name()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        mine.Program.DefaultRequestHeaders.Add("Idempotency-Key", "1");
        var trigger = new { name = "note", to = new[] { Ada }, payload = new { text = "hello" } };
        var once = await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger).Answer(202);
        var again = await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger).Answer(202);
        Assert.Equal(once.Text("transactionId"), again.Text("transactionId"));
    }

    [Theory]
    [InlineData("""{"name":"nothing","to":[{"subscriberId":"a"}]}""", 404, "workflow-unknown")]
    [InlineData("""{"name":"note","to":{"topic":"nobody"}}""", 404, "topic-unknown")]
    [InlineData("""{"name":"note","to":[]}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":"ada"}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a b"}]}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a","email":"nonsense"}]}""", 400, "address-invalid")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a","timeZone":"Mars/Olympus"}]}""", 400, "unknown-zone")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a","nickname":"b"}]}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"payload":[1]}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"transactionId":"with space"}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"sendAt":"2999-01-01T00:00:00Z"}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"expiresAt":"2001-01-01T00:00:00Z"}""", 400, "invalid-request")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"replyTo":"nonsense"}""", 400, "address-invalid")]
    [InlineData("""{"name":"note","to":[{"subscriberId":"a"}],"attachments":[{"name":"x","type":"application/zip","text":""}]}""", 400, "invalid-request")]
    public async Task What_cannot_be_read_is_refused_before_anything_is_stored(string body, int status, string code)
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        await mine.Program.PostAsync($"{mine.Path}/triggers", Problem.Json(body)).Refused(status, code);
    }

    [Fact]
    public async Task Each_trigger_of_a_bulk_has_its_own_outcome()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        var triggers = new object[]
        {
            new { name = "note", to = new[] { Ada }, payload = new { text = "one" } },
            new { name = "nothing", to = new[] { Ada } },
        };
        var items = (await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers/bulk", new { triggers }).Answer(202)).GetProperty("items");
        Assert.Equal((202, 404), (items[0].GetProperty("status").GetInt32(), items[1].GetProperty("status").GetInt32()));
        Assert.Equal("workflow-unknown", items[1].GetProperty("error").Text("code"));
        var none = Array.Empty<object>();
        await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers/bulk", new { triggers = none }).Refused(400, "invalid-request");
    }

    [Fact]
    public async Task A_scheduled_trigger_is_cancelled_before_anything_is_sent()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        var later = DateTimeOffset.UtcNow.AddDays(1);
        var trigger = new { name = "note", transactionId = "later", to = new[] { Ada }, sendAt = later };
        Assert.Equal("scheduled", (await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", trigger).Answer(202)).Text("status"));
        var cancelled = await mine.Program.DeleteAsync($"{mine.Path}/triggers/later").Answer(200);
        Assert.Equal(0, cancelled.GetProperty("alreadySent").GetInt32());
        Assert.Equal("cancelled", (await mine.Program.GetAsync($"{mine.Path}/triggers/later").Answer(200)).GetProperty("trigger").Text("status"));
    }

    [Fact]
    public async Task A_trigger_is_explained_before_it_is_made()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("order", Workflows.Order);
        var trigger = new { name = "order", to = new[] { new { subscriberId = "ada" } }, payload = new { number = 7 } };
        var steps = (await mine.Program.PostAsJsonAsync($"{mine.Path}/explain", trigger).Answer(200)).GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal([("mail", "suppressed", "no-address"), ("inbox", "delivered", null)], steps.Select(s => (s.Text("step"), s.Text("outcome"), s.GetProperty("reason").GetString())));
        Assert.Equal(0, (await mine.Program.GetAsync($"{mine.Path}/subscribers/ada/inbox").Answer(200)).GetProperty("unread").GetInt32());
        await mine.Program.PostAsJsonAsync($"{mine.Path}/explain", trigger with { name = "none" }).Refused(404, "workflow-unknown");
        await mine.Program.PostAsJsonAsync($"{mine.Path}/explain", new { name = "order", to = new { topic = "staff" } }).Refused(400, "invalid-request");
    }

    [Fact]
    public async Task A_topic_tells_all_its_members()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        await mine.Program.PutAsJsonAsync($"{mine.Path}/topics/staff", new { name = "Staff" }).Answer(200);
        string[] add = ["ada", "bob", "ada"];
        var changed = await mine.Program.PostAsJsonAsync($"{mine.Path}/topics/staff/members", new { add }).Answer(200);
        Assert.Equal(2, changed.GetProperty("count").GetInt32());
        await mine.Program.PostAsJsonAsync($"{mine.Path}/triggers", new { name = "note", to = new { topic = "staff" }, payload = new { text = "hi" } }).Answer(202);
        foreach (var member in add[..2])
        {
            await mine.InboxAsync(member, unread: 1);
        }

        await mine.Program.DeleteAsync($"{mine.Path}/topics/staff").Answer(204);
        await mine.Program.GetAsync($"{mine.Path}/topics/staff").Refused(404, "topic-not-found");
    }
}
