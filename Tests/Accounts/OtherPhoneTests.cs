using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>The npm package otplib computes the codes, as people's own applications do.</summary>
public class OtherPhoneTests(AppFixture app)
{
    private const string OfTheStandard = "otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=x";

    [Fact]
    public async Task Codes_of_another_implementation_turn_codes_on_and_open_a_session()
    {
        await using var phone = NodeProgram.Start("otp.js");
        Assert.Equal("081804", await CodeAsync(phone, OfTheStandard, DateTimeOffset.FromUnixTimeSeconds(1_111_111_109)));
        var user = await app.CreateUserAsync();
        var uri = (await user.Client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("uri");
        await user.Client.PostJsonAsync("/totp/confirm", new { code = await CodeAsync(phone, uri, DateTimeOffset.UtcNow) }).IsAsync(200);
        var client = app.CreateClient();
        var asked = await client.PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync();
        await client.PostJsonAsync("/login/second-factor", new { challenge = asked.Text("challenge"), totp = await CodeAsync(phone, uri, DateTimeOffset.UtcNow.AddSeconds(30)) })
            .IsAsync(200);
    }

    private static async Task<string> CodeAsync(ScriptProgram phone, string uri, DateTimeOffset at)
    {
        await phone.WriteLine(JsonSerializer.Serialize(new { uri, at = at.ToUnixTimeSeconds() }));
        return await phone.ReadLine();
    }
}
