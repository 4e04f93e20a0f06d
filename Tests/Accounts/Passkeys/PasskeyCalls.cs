using System.Text.Json;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What a page does with passkeys.</summary>
internal static class PasskeyCalls
{
    public static async Task<SoftwareKey> WithPasskeyAsync(this SignedInUser user, uint counter = 0, string name = "laptop")
    {
        var key = new SoftwareKey { Counter = counter };
        await user.Client.AddAsync(key, name).IsAsync(201);
        return key;
    }

    public static async Task<HttpResponseMessage> AddAsync(this HttpClient client, SoftwareKey key, string name = "laptop")
    {
        var asked = await client.PostJsonAsync("/passkeys/options", null).JsonAsync();
        return await client.PostJsonAsync("/passkeys", new { state = asked.Text("state"), credential = key.Make(asked.GetProperty("options")), name });
    }

    public static Task<JsonElement> AskAsync(this HttpClient client, string? challenge = null) =>
        client.PostJsonAsync("/login/passkey/options", challenge is null ? new { } : new { challenge }).JsonAsync();

    public static async Task<HttpResponseMessage> SignInAsync(this HttpClient client, SoftwareKey key, string session = "token")
    {
        var asked = await client.AskAsync();
        return await client.PostJsonAsync(
            "/login/passkey", new { state = asked.Text("state"), credential = key.Prove(asked.GetProperty("options")), session });
    }
}
