using System.Buffers.Text;
using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Whatever is wrong with what a browser sends, the answer is one code, and never a fault.</summary>
public class ForgedPasskeyTests(AppFixture app)
{
    private static readonly Dictionary<string, Action<SoftwareKey>> Forgeries = new()
    {
        ["another site's origin"] = key => key.Origin = "https://evil.example",
        ["another port"] = key => key.Origin = "http://localhost:8081",
        ["another scheme"] = key => key.Origin = "https://localhost:8080",
        ["an origin that begins like ours"] = key => key.Origin = "http://localhost:8080.evil.example",
        ["a frame in another site's page"] = key => key.CrossOrigin = true,
        ["another site's id"] = key => key.RpId = "evil.example",
        ["another challenge"] = key => key.Challenge = new byte[32],
        ["no challenge"] = key => key.Challenge = [],
        ["no user verification"] = key => key.UserVerified = false,
        ["nobody present"] = key => key.UserPresent = false,
        ["the type of neither"] = key => key.Type = "payment.get",
    };

    private static readonly Dictionary<string, Action<SoftwareKey>> ForgedProofs = new(Forgeries)
    {
        ["a wrong signature"] = key => key.BreaksSignature = true,
        ["the user unsaid"] = key => key.User = null,
        ["a user who is none"] = key => key.User = "nobody",
        ["another user"] = key => key.User = Guid.NewGuid().ToString(),
        ["what makes a passkey"] = key => key.Type = "webauthn.create",
    };

    public static TheoryData<string> Made => [.. Forgeries.Keys];

    public static TheoryData<string> Proved => [.. ForgedProofs.Keys];

    public static TheoryData<string> Malformed =>
    [
        "null", "7", "\"text\"", "[]", "{}", """{"id":7}""", """{"id":"!","rawId":"!","type":"public-key","response":{}}""",
        """{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AAAA","attestationObject":"AAAA"}}""",
        """{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"}}""",
        """{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":null}""",
    ];

    [Theory]
    [MemberData(nameof(Made))]
    public async Task A_passkey_is_not_added_with(string forgery)
    {
        var user = await app.CreateUserAsync();
        using var key = new SoftwareKey();
        Forgeries[forgery](key);
        await user.Client.AddAsync(key).IsRefusedAsync(422, "passkey-invalid");
        Assert.Empty((await user.Client.ReadAsync("/passkeys").JsonAsync()).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Proved))]
    public async Task Nobody_signs_in_with(string forgery)
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        ForgedProofs[forgery](key);
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task A_proof_is_good_once()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        var client = app.CreateClient();
        var asked = await client.AskAsync();
        var proof = new { state = asked.Text("state"), credential = key.Prove(asked.GetProperty("options")) };
        await client.PostJsonAsync("/login/passkey", proof).IsAsync(200);
        await client.PostJsonAsync("/login/passkey", proof).IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task What_made_a_passkey_makes_no_second_one_after_it_is_removed()
    {
        var user = await app.CreateUserAsync();
        using var key = new SoftwareKey();
        var asked = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        var made = new { state = asked.Text("state"), credential = key.Make(asked.GetProperty("options")), name = "laptop" };
        await user.Client.PostJsonAsync("/passkeys", made).IsAsync(201);
        await user.Client.RemoveAsync($"/passkeys/{key.Text}").IsAsync(204);
        await user.Client.PostJsonAsync("/passkeys", made).IsRefusedAsync(422, "passkey-invalid");
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(4u)]
    [InlineData(0u)]
    public async Task A_counter_that_has_not_grown_is_refused_and_told(uint counter)
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync(counter: 4);
        await app.CreateClient().SignInAsync(key).IsAsync(200);
        key.Counter = counter == 0 ? 0 : counter - 1;
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(401, "passkey-invalid");
        var told = (await user.Client.ReadAsync("/audit?kind=passkey-cloned").JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.Equal("laptop", Assert.Single(told).Text("detail"));
        key.Counter = 5;
        await app.CreateClient().SignInAsync(key).IsAsync(200);
    }

    [Fact]
    public async Task One_users_passkey_does_not_sign_in_another()
    {
        var (user, other) = (await app.CreateUserAsync(), await app.CreateUserAsync());
        using var key = await user.WithPasskeyAsync();
        using var others = await other.WithPasskeyAsync();
        key.User = other.Id.ToString();
        await app.CreateClient().SignInAsync(key).IsRefusedAsync(401, "passkey-invalid");
    }

    [Fact]
    public async Task A_state_is_good_for_its_purpose_only()
    {
        var user = await app.CreateUserAsync();
        using var key = await user.WithPasskeyAsync();
        var making = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        var proving = await user.Client.AskAsync();
        await app.CreateClient().PostJsonAsync("/login/passkey", new { state = making.Text("state"), credential = key.Prove(making.GetProperty("options")) })
            .IsRefusedAsync(401, "passkey-invalid");
        foreach (var state in (string[])["", "nonsense", $"{proving.Text("state")[..^6]}AAAAAA"])
        {
            await app.CreateClient().PostJsonAsync("/login/passkey", new { state, credential = key.Prove(proving.GetProperty("options")) })
                .IsRefusedAsync(401, "passkey-invalid");
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_credential_is_refused(string json)
    {
        var user = await app.CreateUserAsync();
        var credential = JsonElement.Parse(json);
        var making = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        await user.Client.PostJsonAsync("/passkeys", new { state = making.Text("state"), credential, name = "x" }).IsRefusedAsync(422, "passkey-invalid");
        var proving = await user.Client.AskAsync();
        await app.CreateClient().PostJsonAsync("/login/passkey", new { state = proving.Text("state"), credential }).IsRefusedAsync(401, "passkey-invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("A0")]
    [InlineData("A363666D74646E6F6E65")]
    [InlineData("A363666D74646E6F6E656761747453746D74A068617574684461746158200000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F")]
    [InlineData("BFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("5BFFFFFFFFFFFFFFFF")]
    public async Task What_is_no_attestation_is_refused(string cbor)
    {
        var user = await app.CreateUserAsync();
        using var key = new SoftwareKey();
        var asked = await user.Client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        var made = JsonSerializer.SerializeToNode(key.Make(asked.GetProperty("options")))!;
        made["response"]!["attestationObject"] = Base64Url.EncodeToString(Convert.FromHexString(cbor));
        await user.Client.PostJsonAsync("/passkeys", new { state = asked.Text("state"), credential = made, name = "x" }).IsRefusedAsync(422, "passkey-invalid");
    }
}
