using System.Text.Json;

namespace OrleansBackends.Bench.Load;

/// <summary>People who register and sign in over HTTP.</summary>
internal sealed class AccountClient(Uri frontend) : IDisposable
{
    public const string Password = "a long quiet evening";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new() { BaseAddress = frontend };

    /// <summary>Makes the first admin with the token that the frontend leaves in a file when it starts; answers the admin's access token.</summary>
    public async Task<string> SetUp(string tokenFile)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!File.Exists(tokenFile) || new FileInfo(tokenFile).Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }

        var token = (await File.ReadAllTextAsync(tokenFile, deadline.Token)).Trim();
        var answer = await Post("/api/accounts/setup", new { token, email = "admin@example.org", username = "admin", password = Password });
        return answer.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Answers the address of somebody new.</summary>
    public async Task<string> Register()
    {
        var name = $"u{Guid.NewGuid():N}"[..20];
        var email = $"{name}@example.org";
        await Post("/api/accounts/register", new { email, username = name, password = Password });
        return email;
    }

    /// <summary>Answers an access token.</summary>
    public async Task<string> SignIn(string email) =>
        (await Post("/api/accounts/login", new { email, password = Password })).GetProperty("accessToken").GetString()!;

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> Post(string route, object body)
    {
        using var answer = await http.PostAsJsonAsync(route, body);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{route} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
