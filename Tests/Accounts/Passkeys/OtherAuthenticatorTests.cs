using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>python-fido2 of Yubico makes and proves passkeys, and judges those that other tests make.</summary>
public class OtherAuthenticatorTests(AppFixture app)
{
    [Fact]
    public async Task A_passkey_of_another_implementation_is_added_and_signs_in_as_often_as_it_counts_on()
    {
        await using var phone = Start();
        var user = await app.CreateUserAsync();
        var asked = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        var made = await DoAsync(phone, "make", asked.GetProperty("options"));
        var added = await user.Client.PostJsonAsync("/passkeys", new { state = asked.Text("state"), credential = made, name = "phone" }).JsonAsync(201);
        Assert.Equal("phone", added.Text("name"));

        var client = app.CreateClient();
        for (var times = 0; times < 2; times++)
        {
            asked = await client.AskAsync();
            var proof = new { state = asked.Text("state"), credential = await DoAsync(phone, "prove", asked.GetProperty("options")), session = "token" };
            var signedIn = await client.PostJsonAsync("/login/passkey", proof).JsonAsync();
            Assert.Equal(user.Username, signedIn.GetProperty("user").Text("username"));
        }
    }

    [Fact]
    public async Task Another_implementation_accepts_what_the_software_authenticator_signs()
    {
        await using var site = Start();
        var user = await app.CreateUserAsync();
        using var key = new SoftwareKey { Counter = 1 };
        var making = (await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync()).GetProperty("options");
        Assert.Equal(key.Text, (await DoAsync(site, "accept-made", making, key.Make(making))).Text("id"));

        var proving = (await user.Client.AskAsync()).GetProperty("options");
        Assert.Equal(key.Text, (await DoAsync(site, "accept-proof", proving, key.Prove(proving))).Text("id"));
        key.BreaksSignature = true;
        Assert.Contains("Invalid signature", (await DoAsync(site, "accept-proof", proving, key.Prove(proving))).Text("refused"), StringComparison.Ordinal);
    }

    private static ScriptProgram Start() => PythonProgram.Start("passkeys.py", "fido2", "python3-fido2");

    private static async Task<JsonElement> DoAsync(ScriptProgram program, string act, JsonElement options, object? credential = null)
    {
        await program.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["do"] = act, ["options"] = options, ["origin"] = CookieClient.Origin, ["credential"] = credential,
        }));
        return JsonElement.Parse(await program.ReadLine());
    }
}
