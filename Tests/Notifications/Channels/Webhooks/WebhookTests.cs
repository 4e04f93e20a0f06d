using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Webhooks;

namespace OrleansBackends.Tests.Notifications.Channels.Webhooks;

public sealed class WebhookTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(Outgoing.Now);
    private ProviderDouble receiver = null!;
    private WebhookSender sender = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await ProviderDouble.Start();
        sender = new WebhookSender(receiver.Http, clock);
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public void The_published_example_gives_the_published_signature() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign(
                ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Fact]
    public void A_secret_is_32_random_bytes()
    {
        var secret = WebhookSecret.Create();
        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
        Assert.NotEqual(secret, WebhookSecret.Create());
    }

    [Fact]
    public async Task A_receiver_gets_type_time_and_data_under_the_messages_id()
    {
        var webhook = Webhook();
        Assert.Equal(new SendOutcome.Sent(), await Send(webhook));

        var request = Assert.Single(receiver.Requests);
        var body = JsonDocument.Parse(request.Text).RootElement;
        Assert.Equal(["type", "timestamp", "data"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("order.shipped", "2027-01-04T08:00:00.000Z", 7),
            (body.GetProperty("type").GetString(), body.GetProperty("timestamp").GetString(), body.GetProperty("data").GetProperty("order").GetInt32()));
        Assert.Equal(("msg_1", $"{Outgoing.Now.ToUnixTimeSeconds()}"), (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]));
        Assert.Equal(WebhookSecret.Sign(webhook.Secrets, "msg_1", Outgoing.Now, request.Text), request.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_later_attempt_keeps_id_and_body_and_signs_anew()
    {
        await Send(Webhook());
        clock.Advance(TimeSpan.FromMinutes(5));
        await Send(Webhook());
        var (first, second) = (receiver.Requests[0], receiver.Requests[1]);
        Assert.Equal((first.Text, first.Headers["webhook-id"]), (second.Text, second.Headers["webhook-id"]));
        Assert.NotEqual(first.Headers["webhook-signature"], second.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign()
    {
        var (old, fresh) = (WebhookSecret.Create(), WebhookSecret.Create());
        await Send(Webhook() with { Secrets = [fresh, old] });
        var request = receiver.Requests[0];
        var signatures = request.Headers["webhook-signature"].Split(' ');
        Assert.Equal([Sign(fresh), Sign(old)], signatures);

        string Sign(string secret) => WebhookSecret.Sign([secret], "msg_1", Outgoing.Now, request.Text);
    }

    public static TheoryData<int, object> Answers => new()
    {
        { 204, new SendOutcome.Sent() },
        { 301, new SendOutcome.Retry("http-301") },
        { 307, new SendOutcome.Retry("http-307") },
        { 400, new SendOutcome.Retry("http-400") },
        { 404, new SendOutcome.Retry("http-404") },
        { 410, new SendOutcome.Permanent("endpoint-gone") { DisableEndpoint = true } },
        { 500, new SendOutcome.Retry("http-500") },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Only_2xx_is_success_and_410_ends_the_endpoint(int status, object expected)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = status is 301 or 307 ? "/elsewhere" : default(string);
            return Task.CompletedTask;
        };
        Assert.Equal(expected, await Send(Webhook()));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_wish_to_wait_is_heard_as_seconds_and_as_a_date()
    {
        receiver.Says(429, retryAfter: "90");
        Assert.Equal(new SendOutcome.Retry("http-429", TimeSpan.FromSeconds(90)), await Send(Webhook()));
        receiver.Says(503, retryAfter: Outgoing.Now.AddMinutes(3).ToString("R"));
        Assert.Equal(new SendOutcome.Retry("http-503", TimeSpan.FromMinutes(3)), await Send(Webhook()));
    }

    [Fact]
    public async Task A_body_of_more_than_20_kB_is_never_sent()
    {
        Assert.Equal(new SendOutcome.Permanent("too-large"), await Send(Webhook() with { Data = $"\"{new string('x', 20_000)}\"" }));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_name_that_comes_to_lead_to_a_private_address_is_refused()
    {
        receiver.Answer = context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        };
        Assert.Equal(new SendOutcome.Sent(), await Send(Webhook()));
        receiver.Address = IPAddress.Parse("192.168.1.1");
        Assert.Equal(new SendOutcome.Retry("address-not-public"), await Send(Webhook()));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Silence_leaves_it_open_whether_the_receiver_has_it()
    {
        receiver.Hangs();
        var impatient = new WebhookSender(receiver.Http, clock) { Limits = Outgoing.Short };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await impatient.Send(Webhook(), CancellationToken.None));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_can_be_tried_again() =>
        Assert.Equal(new SendOutcome.Retry("unreachable"), await Send(Webhook() with { Url = new Uri("http://nowhere.invalid/") }));

    private Task<SendOutcome> Send(OutgoingWebhook webhook) => sender.Send(webhook, CancellationToken.None);

    private OutgoingWebhook Webhook() => new()
    {
        App = "shop",
        MessageId = "msg_1",
        Lane = Lane.Transactional,
        ExpiresAt = Outgoing.Now.AddDays(1),
        Url = receiver.At("/hook"),
        Secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        Type = "order.shipped",
        At = Outgoing.Now.AddHours(-1),
        Data = """{"order":7}""",
    };
}
