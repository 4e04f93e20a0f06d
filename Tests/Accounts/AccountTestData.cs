using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

/// <summary>Accounts of a test's own on the shared cluster.</summary>
internal static class AccountTestData
{
    public static readonly CallOrigin Origin = new("Firefox on Linux", "192.0.2.0/24");

    public static T Account<T>(this ClusterFixture cluster, UserId user)
        where T : IGrainWithStringKey => cluster.Grains.GetGrain<T>(AccountKey.Of(user));

    public static IAccountNameGrain Username(this ClusterFixture cluster, string name) =>
        cluster.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Username(name));

    public static IAccountNameGrain Address(this ClusterFixture cluster, string address) =>
        cluster.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(address)!));

    public static NewAccount NewAccount(string? username = null, bool verifyFirst = false)
    {
        var id = Guid.NewGuid();
        var name = username ?? $"u{id:N}"[..20];
        return new NewAccount(new UserId(id), $"{id:N}@example.com", name, new("hash-of-the-password")) { Origin = Origin, VerifyFirst = verifyFirst };
    }

    public static async Task<UserId> RegisterAsync(this ClusterFixture cluster, string? username = null)
    {
        var account = NewAccount(username);
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        return account.Id;
    }

    public static async Task<SessionGrant> SignInAsync(this ClusterFixture cluster, UserId user, params string[] methods) =>
        (await cluster.Account<IAccountSessionsGrain>(user)
            .SignIn(new NewSession(SessionKind.Token, true, methods is [] ? ["pwd"] : methods, Origin))).Require();

    /// <summary>Answers when the account owes nothing more, so that the next write is the test's own.</summary>
    public static Task DeliveredAsync(this ClusterFixture cluster, UserId user) =>
        cluster.Grains.DeliveredAsync(cluster.Services.GetRequiredService<QueryDatabase>(), user);

    public static async Task DeliveredAsync(this IGrainFactory grains, QueryDatabase database, UserId user)
    {
        using var deadline = new CancellationTokenSource(TestTime.Deadline);
        while ((await database.Query<string>(
            "SELECT grain_key FROM accounts_outbox WHERE grain_key = @key", new { key = AccountKey.Of(user) }, deadline.Token)).Count > 0)
        {
            await grains.GetGrain<IAccountGrain>(AccountKey.Of(user)).Me();
        }
    }

    /// <summary>The user's entries that have reached the journal.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> JournalAsync(this ClusterFixture cluster, UserId user)
    {
        var entries = await cluster.Services.GetRequiredService<IJournal>().Read(AuditStreams.Of(user), after: 0, limit: 100);
        return [.. entries.Select(e => e.Read<AuditEntry>())];
    }

    public static RefreshToken Read(this SessionGrant grant) =>
        RefreshToken.TryRead(grant.RefreshToken!, out var token) ? token : throw new FormatException("not a refresh token");
}
