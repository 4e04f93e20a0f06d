using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansBackends.Bench.Baselines;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Bench.Cases;

/// <summary>What every request of a signed-in caller pays, what keeps him signed in, and signing in itself.</summary>
internal static class AccountCases
{
    private const int Connections = 32;
    private const int Refreshers = 16;
    private const int SigningIn = 4;

    private static readonly CallOrigin Origin = new("Chrome on Linux", "192.0.2.0/24");

    public static readonly BenchCase Tokens = new("account-tokens", RunTokens);

    public static readonly BenchCase Refreshes = new("account-refreshes", RunRefreshes);

    public static readonly BenchCase SignIns = new("account-sign-ins", RunSignIns);

    /// <summary>An authenticated route that calls no grain: what is left is the token.</summary>
    private static async IAsyncEnumerable<Row> RunTokens(InterleavedPairs pairs)
    {
        await using var bare = await BareServer.Start();
        await using var frontend = await EmbeddedFrontend.Start();
        using var people = new AccountClient(frontend.Address);
        var token = await people.SetUp(frontend.SetupTokenFile);

        // Both are sent the same bytes: reading a header of half a kilobyte is the server's work, not the check's.
        using var baseline = new HttpLoad(new Uri(bare.Address, "/bare/roles"), Connections, HttpStatusCode.OK, $"Bearer {token}");
        using var subject = new HttpLoad(new Uri(frontend.Address, "/api/accounts/admin/roles"), Connections, HttpStatusCode.OK, $"Bearer {token}");
        yield return await pairs.Compare(
            "authenticated GET",
            Side.Closed("bare Kestrel", Connections, _ => baseline.Get()),
            Side.Closed("GET with access token", Connections, _ => subject.Get()),
            new Goal(Ratio: 0.8));
    }

    private static async IAsyncEnumerable<Row> RunRefreshes(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var silo = await BenchSilo.OnPostgres(new SiloSettings(postgres.ConnectionString));
        using var keys = new TokenKeys(silo.Grains, TimeProvider.System);
        var tokens = new AccessTokens(keys, new HeldBackRoles([], Options.Create(new AccountsOptions())), Options.Create(new FrontendOptions()), TimeProvider.System);
        var held = await Task.WhenAll(Enumerable.Range(0, Refreshers).Select(_ => Open(silo)));
        await using var updates = await PostgresUpdates.Open(
            postgres.ConnectionString, Refreshers, BareRow.Document("grain_state_accounts_account", AccountState.Name, await ReadDocument(postgres)));

        var refreshes = Side.Closed($"Refresh, {Refreshers} callers", Refreshers, async caller =>
        {
            var token = held[caller];
            var grant = (await Sessions(silo, token.User).Refresh(token.Session, token.Secret, Origin)).Require();
            await tokens.IssueAsync(grant);
            held[caller] = Read(grant);
        });
        yield return await pairs.Compare("refreshed tokens", updates.Side, refreshes, new Goal(Ratio: 0.5));
    }

    private static async IAsyncEnumerable<Row> RunSignIns(InterleavedPairs pairs)
    {
        await using var frontend = await EmbeddedFrontend.Start();
        using var people = new AccountClient(frontend.Address);
        var addresses = new List<string>();
        for (var i = 0; i < SigningIn; i++)
        {
            addresses.Add(await people.Register());
        }

        using var pool = new PasswordPool(TimeProvider.System);
        var kept = (await pool.HashAsync(AccountClient.Password, PasswordForm.Account)).Require();
        yield return await pairs.Compare(
            "sign-ins",
            Side.Closed("hashes of the pool", SigningIn, async _ => (await pool.VerifyAsync(AccountClient.Password, kept, PasswordForm.Account)).Require()),
            Side.Closed($"POST /login, {SigningIn} callers", SigningIn, async caller => await people.SignIn(addresses[caller])),
            new Goal(Ratio: 0.9));
    }

    private static async Task<RefreshToken> Open(BenchSilo silo)
    {
        var id = new UserId(Guid.CreateVersion7());
        var account = new NewAccount(id, $"{id.Value:N}@example.org", $"u{id.Value:N}"[..20], new("not-a-hash")) { Origin = Origin };
        (await silo.Grains.GetGrain<IAccountGrain>(AccountKey.Of(id)).Register(account)).Require();
        return Read((await Sessions(silo, id).SignIn(new NewSession(SessionKind.Token, Remember: true, [AuthenticationMethods.Password], Origin))).Require());
    }

    private static IAccountSessionsGrain Sessions(BenchSilo silo, UserId user) => silo.Grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user));

    private static RefreshToken Read(SessionGrant grant) =>
        RefreshToken.TryRead(grant.RefreshToken!, out var token) ? token : throw new FormatException("That is no refresh token.");

    private static async Task<string> ReadDocument(PostgresServer postgres)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var read = source.CreateCommand("SELECT state::text FROM grain_state_accounts_account LIMIT 1");
        return (string)(await read.ExecuteScalarAsync())!;
    }
}
