using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Nobody learns from an answer, or from the work it takes, whether an address has an account. An application of its own: its hashes are counted.</summary>
public sealed class SameAnswersTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private const string Password = "a long quiet evening";

    private static readonly string[] Varying = ["Date", "traceparent"];

    private SignedInUser user = null!;

    private static string NewAddress => $"{Guid.NewGuid():N}@example.com";

    public async ValueTask InitializeAsync() => user = await app.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task Registering() => SameAsync("/register", address => new { email = address, username = $"n{Guid.NewGuid():N}"[..20], password = Password });

    /// <summary>An address that its account has left may come back to it for a week.</summary>
    [Fact]
    public async Task Registering_twice_with_one_name_an_address_that_is_closed()
    {
        var left = await app.CreateUserAsync();
        await app.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(left.Email)!)).Close(left.Id, DateTimeOffset.UtcNow.AddDays(7));
        foreach (var email in (string[])[user.Email, left.Email])
        {
            var body = new { email, username = $"n{Guid.NewGuid():N}"[..20], password = Password };
            var (first, again) = (await AskAsync("/register", body), await AskAsync("/register", body));
            Assert.Equal((202, 202), (first.Status, again.Status));
        }
    }

    [Fact]
    public Task Registering_with_a_name_that_is_taken() => SameAsync("/register", address => new { email = address, username = user.Username, password = Password });

    [Fact]
    public Task Registering_with_a_weak_password() => SameAsync("/register", address => new { email = address, username = $"n{Guid.NewGuid():N}"[..20], password = "password12" });

    [Fact]
    public Task Signing_in_with_a_wrong_password() => SameAsync("/login", address => new { email = address, password = "not the password" });

    [Fact]
    public Task Asking_for_another_password() => SameAsync("/password/forgot", address => new { email = address });

    [Fact]
    public Task Asking_for_another_verification() => SameAsync("/verify-email/resend", address => new { email = address });

    [Fact]
    public async Task Setting_a_password_with_a_token_that_is_wrong_of_an_account_that_is_there_and_of_none()
    {
        var known = await AskAsync("/password/reset", new { token = MailToken.New(user.Id).Write(), newPassword = Password });
        var unknown = await AskAsync("/password/reset", new { token = MailToken.New(new UserId(Guid.NewGuid())).Write(), newPassword = Password });
        Assert.Equal(known, unknown);
        Assert.Equal((400, 0), (known.Status, known.Hashes));
    }

    /// <summary>Five, and where the machine takes long for them those that are due again: one after 1 s, one 2 s later, one 4 s later.</summary>
    [Fact]
    public async Task A_hundred_wrong_passwords_at_once_are_checked_five_times_for_every_address()
    {
        foreach (var address in (string[])[user.Email, NewAddress])
        {
            var (before, begun) = (Hashed, Stopwatch.GetTimestamp());
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => LoginAsync(address)));
            Assert.All(answers, status => Assert.Contains(status, (int[])[401, 429, 503])); // A pool that is busy checks nothing and charges nothing.
            var dueAgain = (int)Math.Log2(Stopwatch.GetElapsedTime(begun).TotalSeconds + 1);
            Assert.InRange(answers.Count(status => status == 401), 1, 5 + dueAgain);
            Assert.Equal(answers.Count(status => status == 401), Hashed - before);
        }
    }

    private long Hashed => app.Services.GetRequiredService<PasswordPool>().Hashed;

    private async Task<int> LoginAsync(string address)
    {
        using var answer = await app.CreateClient().PostJsonAsync("/login", new { email = address, password = "not the password" });
        return (int)answer.StatusCode;
    }

    /// <summary>Asks for the address that is known, for one that is not, and for both again: what a repeat shows is the same too.</summary>
    private async Task SameAsync(string route, Func<string, object> body)
    {
        var unknown = NewAddress;
        var first = await AskAsync(route, body(user.Email));
        Assert.Equal(first, await AskAsync(route, body(unknown)));
        var again = await AskAsync(route, body(user.Email));
        Assert.Equal(again, await AskAsync(route, body(unknown)));
    }

    private async Task<Seen> AskAsync(string route, object body)
    {
        var before = Hashed;
        using var answer = await app.CreateClient().PostJsonAsync(route, body);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        (json as JsonObject)?.Remove("traceId");
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => !Varying.Contains(h.Key))
            .OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        return new Seen((int)answer.StatusCode, json?.ToJsonString() ?? "", string.Join('\n', headers), Hashed - before);
    }

    /// <summary>All that a caller sees of an answer but the time it was given, and the hashes that were computed for it.</summary>
    private sealed record Seen(int Status, string Body, string Headers, long Hashes);
}
