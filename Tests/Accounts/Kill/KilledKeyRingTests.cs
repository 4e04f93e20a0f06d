using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>The silo of the signing keys is killed in each write of a rotation, once before it happens and once after.</summary>
[Collection<PatientKillCollection>]
public sealed class KilledKeyRingTests(KillFixture kill)
{
    private const string KeyIsMade = "jsonb_array_length(NEW.state->'audit') = 1";
    private const string EntryHasMoved = "jsonb_array_length(NEW.state->'audit') = 0";

    private static readonly UserId Admin = new(Guid.NewGuid());

    private IKeyRingGrain Ring => kill.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main);

    [Fact]
    public async Task No_token_is_lost_no_key_is_made_twice_and_each_rotation_is_noted_once()
    {
        KillFixture.NeedPostgres();
        var user = await kill.NewBrowser(0).RegisterAsync();
        var before = await KidsAsync();
        foreach (var (end, step) in (IEnumerable<(WriteEnd, string)>)
            [(WriteEnd.Lost, KeyIsMade), (WriteEnd.Written, KeyIsMade), (WriteEnd.Lost, EntryHasMoved), (WriteEnd.Written, EntryHasMoved)])
        {
            await KillInRotationAsync(end, step);
            foreach (var frontend in (int[])[0, 1])
            {
                var client = kill.NewBrowser(frontend);
                client.DefaultRequestHeaders.Authorization = user.Client.DefaultRequestHeaders.Authorization;
                await client.ReadAsync("/me").IsAsync(200);
                var other = await kill.NewBrowser(frontend).SignInAsync(user.Email, user.Password);
                client.DefaultRequestHeaders.Authorization = new("Bearer", other.AccessToken);
                await client.ReadAsync("/me").IsAsync(200);
            }
        }

        var last = (await Ring.Rotate(Admin, Origin)).Require();
        var made = (await KidsAsync()).Except(before).ToList();
        Assert.Equal(4, made.Count); // The first never happened; the last one nobody killed.
        Assert.Contains(last, made);
        var noted = (await kill.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key)
            .AuditOfAll(new AuditFilter { Kind = AuditKinds.KeyRotated, Actor = Admin }, new PageRequest(100, null))).Require().Items;
        Assert.Equal(made.Order(), noted.DistinctBy(e => e.Seq).Select(e => e.Detail!).Order());
    }

    private async Task KillInRotationAsync(WriteEnd end, string step)
    {
        await Ring.Jwks();
        var home = await kill.FindSilo(Ring);
        await using var gates = await Gates.CloseAsync(kill.Postgres!.ConnectionString);
        await gates.HoldWriteAsync(end, IKeyRingGrain.Main, step);
        Ring.Rotate(Admin, Origin).Ignore(); // Its silo dies before it can answer.
        await gates.AllWaitAsync();
        kill.Cluster.Silos[home].Kill();
        await gates.OpenAsync();
        await kill.Cluster.Replace(home);
        await kill.Recover();
    }

    private async Task<IReadOnlyList<string>> KidsAsync() => [.. (await Ring.Jwks()).Select(key => key.Kid)];
}
