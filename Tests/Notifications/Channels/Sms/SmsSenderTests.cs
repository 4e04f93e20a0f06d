using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Sms;

namespace OrleansBackends.Tests.Notifications.Channels.Sms;

public sealed class SmsSenderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(Outgoing.Now);
    private ProviderDouble provider = null!;
    private SmsSender sender = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await ProviderDouble.Start();
        sender = new SmsSender(provider.Http, Outgoing.Nowhere, clock);
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    [Fact]
    public async Task The_provider_gets_the_form_and_names_the_message()
    {
        provider.Says(201, """{"sid":"SM1","status":"queued"}""");
        Assert.Equal(new SendOutcome.Sent("SM1"), await Send(Sms() with { StatusCallback = new Uri("https://example.org/cb?m=1") }));

        var request = Assert.Single(provider.Requests);
        var form = QueryHelpers.ParseQuery(request.Text).ToDictionary(field => field.Key, field => field.Value.ToString());
        Assert.Equal("/base/2010-04-01/Accounts/AC1/Messages.json", request.Path);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("AC1:token"))}", request.Headers["Authorization"]);
        Assert.Equal(
            new() { ["To"] = "+491701234567", ["From"] = "+4930123", ["Body"] = "Ihr Code: 1 & 2", ["StatusCallback"] = "https://example.org/cb?m=1" }, form);
    }

    public static TheoryData<int, string, object> Answers => new()
    {
        { 200, "no json", new SendOutcome.Sent() },
        { 400, """{"code":21211,"message":"bad number"}""", new SendOutcome.Permanent("http-400 21211") },
        { 400, """{"code":21610}""", new SendOutcome.Permanent("http-400 21610") { SuppressAddress = true } },
        { 404, "", new SendOutcome.Permanent("http-404") },
        { 401, "", new SendOutcome.Retry("http-401", ProviderFault: true) },
        { 429, "", new SendOutcome.Retry("http-429", TimeSpan.FromSeconds(30), ProviderFault: true) },
        { 500, "", new SendOutcome.Retry("http-500", TimeSpan.FromSeconds(30), ProviderFault: true) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_has_one_meaning(int status, string body, object expected)
    {
        provider.Says(status, body, retryAfter: "30");
        Assert.Equal(expected, await Send(Sms()));
    }

    [Fact]
    public async Task Silence_leaves_it_open_whether_the_message_was_taken()
    {
        provider.Hangs();
        sender = new SmsSender(provider.Http, Outgoing.Nowhere, clock) { Limits = new SafeRequestLimits(TimeSpan.FromSeconds(2), 4096) };
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await Send(Sms()));
    }

    [Fact]
    public async Task Half_an_answer_leaves_it_open_too()
    {
        provider.BreaksOff(201);
        Assert.Equal(new SendOutcome.Unknown("no-answer"), await Send(Sms()));
    }

    [Fact]
    public async Task A_provider_that_is_not_reached_has_taken_nothing()
    {
        provider.Address = IPAddress.Parse("10.0.0.1");
        Assert.Equal(new SendOutcome.Retry("address-not-public", ProviderFault: true), await Send(Sms()));
    }

    [Theory]
    [InlineData("0170123456")]
    [InlineData("+0170123456")]
    [InlineData("+49 170 123456")]
    [InlineData("+491701234567\n")]
    [InlineData("+4917012345678901")]
    public async Task Only_numbers_of_E164_are_called(string number) =>
        Assert.Equal(new SendOutcome.Permanent("address-invalid"), await Send(Sms() with { To = number }));

    [Fact]
    public async Task A_text_of_more_than_six_parts_is_refused() =>
        Assert.Equal(new SendOutcome.Permanent("too-long"), await Send(Sms() with { Body = new string('a', 919) }));

    private Task<SendOutcome> Send(OutgoingSms sms) => sender.Send(sms, CancellationToken.None);

    private OutgoingSms Sms() => new()
    {
        App = "shop",
        MessageId = "msg_1",
        Lane = Lane.Otp,
        ExpiresAt = Outgoing.Now.AddMinutes(5),
        Account = new SmsAccount(provider.At("/base/"), "AC1", "token", "+4930123"),
        To = "+491701234567",
        Body = "Ihr Code: 1 & 2",
    };
}
