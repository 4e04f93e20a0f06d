using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Accounts.OAuth;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>A silo of three is killed between the issue of a code and its exchange, and in each write of the exchange.</summary>
[Collection<PatientKillCollection>]
public sealed class KilledCodeFlowTests(KillFixture kill)
{
    private const string Burnt = "NEW.state->>'burntAt' IS NOT NULL";
    private const string Issued = "NEW.state->>'issuedAt' IS NOT NULL";

    [Fact]
    public async Task A_code_gives_tokens_once_or_never_and_leaves_none_that_nobody_got()
    {
        KillFixture.NeedPostgres();
        var account = NewAccount();
        (await kill.Grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        (await kill.Grains.NewClient(out var client).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        var victim = kill.Cluster.Silos.Keys.First();
        var waiting = await CodeAsync(victim, account.Id, client);
        var burning = new Dictionary<WriteEnd, (Allowed Allowed, string Code)>();
        var issuing = new Dictionary<WriteEnd, (Allowed Allowed, string Code)>();

        await using var gates = await Gates.CloseAsync(kill.Postgres!.ConnectionString);
        foreach (var end in Enum.GetValues<WriteEnd>())
        {
            burning[end] = await CodeAsync(victim, account.Id, client);
            issuing[end] = await CodeAsync(victim, account.Id, client);
            await gates.HoldWriteAsync(end, OAuthKeys.Code(burning[end].Code), Burnt);
            await gates.HoldWriteAsync(end, OAuthKeys.Authorization(issuing[end].Allowed.Id), Issued);
        }

        foreach (var (allowed, code) in burning.Values.Concat(issuing.Values))
        {
            kill.Grains.Code(code).Redeem(allowed.Redemption()).Ignore(); // Its silo dies before it can answer.
        }

        await gates.AllWaitAsync();
        kill.Cluster.Silos[victim].Kill();
        await gates.OpenAsync();
        await kill.Cluster.Replace(victim);
        await kill.Recover();

        foreach (var (allowed, code) in ((Allowed, string)[])[waiting, burning[WriteEnd.Lost]])
        {
            var grant = (await kill.Grains.Code(code).Redeem(allowed.Redemption())).Require();
            var next = await kill.Grains.Authorization(allowed.Id).Refresh(client, grant.Secret(), [], Origin);
            Assert.NotNull(next.Require().RefreshToken);
            Assert.NotNull(await kill.Grains.Authorization(allowed.Id).Live());
        }

        foreach (var (allowed, code) in ((Allowed, string)[])[burning[WriteEnd.Written], issuing[WriteEnd.Lost], issuing[WriteEnd.Written]])
        {
            Assert.Equal("invalid-grant", (await kill.Grains.Code(code).Redeem(allowed.Redemption())).Error!.Code);
            Assert.Null(await kill.Grains.Authorization(allowed.Id).Live());
        }
    }

    /// <summary>A code, and the authorization that it leads to, both in this silo.</summary>
    private async Task<(Allowed Allowed, string Code)> CodeAsync(int silo, UserId user, string client)
    {
        var id = Guid.NewGuid();
        await kill.ActivateOn(silo, () => kill.Grains.Authorization(id).Allow(new OAuthAllowance(
            user, client, ["openid", "offline_access"], DateTimeOffset.UtcNow, [AuthenticationMethods.Password], Origin)));
        var allowed = new Allowed(user, client, id);
        var code = "";
        await kill.ActivateOn(silo, async () => code = await kill.Grains.PutCodeAsync(allowed));
        return (allowed, code);
    }
}
