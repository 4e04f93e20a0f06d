using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class SmsCallbackApiTests(AppFixture app)
{
    private const string Token = "12345";
    private const string Number = "+4930123456";

    [Fact]
    public async Task Who_answers_STOP_is_left_alone_until_START()
    {
        var mine = await WithProvider();
        var suppression = $"{mine.Path}/suppressions/sms/{Number}";
        await Send(mine, ("From", Number), ("To", "+15551234567"), ("Body", "Stop!")).Answer(204);
        Assert.Equal("stop", (await mine.Program.GetAsync(suppression).Answer(200)).Text("reason"));
        await Send(mine, ("From", Number), ("To", "+15551234567"), ("Body", "start")).Answer(204);
        await mine.Program.GetAsync(suppression).Refused(404, "suppression-not-found");
    }

    [Fact]
    public async Task Who_asks_for_help_is_told_the_words()
    {
        var mine = await WithProvider();
        using var answer = await Send(mine, ("From", Number), ("To", "+15551234567"), ("Body", "HELP"));
        Assert.Equal("application/xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<Message>Answer STOP", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_provider_did_not_sign_is_refused()
    {
        var mine = await WithProvider();
        using var form = new FormUrlEncodedContent([new("From", Number), new("Body", "STOP")]);
        await app.CreateClient().PostAsync($"/api/notifications/callbacks/sms/{mine.App}", form).Refused(403, "signature-invalid");
        using var wrong = new HttpRequestMessage(HttpMethod.Post, $"/api/notifications/callbacks/sms/{mine.App}") { Content = form };
        wrong.Headers.Add("X-Twilio-Signature", "AAAA");
        await app.CreateClient().SendAsync(wrong).Refused(403, "signature-invalid");
        await mine.Program.GetAsync($"{mine.Path}/suppressions/sms/{Number}").Refused(404, "suppression-not-found");
    }

    private async Task<AppUnderTest> WithProvider()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var provider = new { baseUrl = "https://api.example.org", accountSid = "AC1", authToken = Token, from = "+15551234567" };
        await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/sms", provider).Answer(200);
        return mine;
    }

    private Task<HttpResponseMessage> Send(AppUnderTest mine, params (string Name, string Value)[] fields)
    {
        var path = $"/api/notifications/callbacks/sms/{mine.App}";
        var form = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        var url = app.Services.GetRequiredService<IOptions<FrontendOptions>>().Value.Link(path);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", SmsCallback.Sign(Token, url, form));
        return app.CreateClient().SendAsync(request);
    }
}
