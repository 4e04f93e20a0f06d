using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>Every page in both colour schemes and as narrow as a small phone.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PageShapeTests(BrowserApp app)
{
    [Theory]
    [InlineData("/account/register")]
    [InlineData("/account/register/done")]
    [InlineData("/account/forgot")]
    [InlineData("/account/forgot/sent")]
    [InlineData("/account/reset?token=x")]
    [InlineData("/account/verify/resend")]
    [InlineData("/account/email?token=x")]
    public async Task A_page_is_open_to_everybody(string path)
    {
        await using var page = await app.OpenAsync(path);
        await page.IsOpenToEverybodyAsync(path);
    }
}
