using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What an operator reads, in logs as they are set and in traces with all that they can hold.</summary>
public sealed class SilentLogTests : IAsyncLifetime
{
    private static readonly string[] Scopes = ["links:read"];

    private readonly FaultLog log = new(LogLevel.Information);
    private readonly ConcurrentQueue<string> traces = new();
    private readonly ActivityListener listener;
    private readonly AppFixture app;

    public SilentLogTests()
    {
        app = new AppFixture(log);
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
    }

    public async ValueTask InitializeAsync()
    {
        await app.InitializeAsync();
        ActivitySource.AddActivityListener(listener);
    }

    [Fact]
    public async Task Nothing_that_only_its_owner_may_know_is_logged_or_traced()
    {
        var client = app.CreateClient();
        var user = await client.RegisterAsync();
        await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = "not the password" }).IsAsync(401);
        var next = (await client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync()).Text("refreshToken");
        var key = (await client.PostJsonAsync("/api-keys", new { name = "ci", scopes = Scopes }).JsonAsync(201)).Text("key");
        using (var script = app.CreateClient())
        {
            script.DefaultRequestHeaders.Add("X-Api-Key", key);
            await script.ReadAsync("/me").IsAsync(200);
        }

        await client.PostJsonAsync("/password/forgot", new { email = user.Email }).IsAsync(202);
        var mailed = await app.TokenMailedAsync(user.Email, "reset");
        using (var page = await app.CreateClient().GetAsync($"/account/reset?token={mailed}"))
        {
            Assert.Equal(200, (int)page.StatusCode);
        }

        var phone = new Authenticator((await client.PostJsonAsync("/totp", null).JsonAsync(201)).Text("secret"));
        var code = phone.Code(DateTimeOffset.UtcNow);
        var recovery = (await client.PostJsonAsync("/totp/confirm", new { code }).JsonAsync()).GetProperty("recoveryCodes")[0].GetString()!;
        var asked = (await app.CreateClient().PostJsonAsync("/login", new { email = user.Email, password = user.Password }).JsonAsync()).Text("challenge");
        await app.CreateClient().PostJsonAsync("/login/second-factor", new { challenge = asked, recoveryCode = recovery }).IsAsync(200);
        await app.CreateClient().PostJsonAsync("/password/reset", new { token = mailed, newPassword = "another quiet evening" }).IsAsync(204);

        var said = string.Join('\n', log.Faults.Concat(traces));
        Assert.Contains("/api/accounts/", said, StringComparison.Ordinal);
        foreach (var secret in (string[])[user.Email, user.Password, user.AccessToken, user.RefreshToken, next, key, mailed, phone.Secret, recovery, asked, "another quiet evening"])
        {
            Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await app.DisposeAsync();
        log.Dispose();
    }
}
