using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>What happened once, for all the tests of the class.</summary>
public sealed class KilledAccountsStory : IAsyncLifetime
{
    private static readonly TimeSpan SettleDeadline = TimeSpan.FromMinutes(4);

    private readonly List<Struck> struck = [];
    private Task? told;
    private Rows? rows;

    internal Rows Rows => rows!;

    /// <summary>Everything that only its owner may know, in each spelling in which it could lie somewhere.</summary>
    internal List<(string Name, string Text)> Secrets { get; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => rows?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>One value of a statement, not one for each key.</summary>
    private object Keys => struck.Select(s => s.Key).ToArray();

    internal IEnumerable<Struck> Of(IReadOnlyList<string> steps) => struck.Where(s => steps.Contains(s.Step));

    internal Task Tell(KillFixture kill) => told ??= Happen(kill);

    private async Task Happen(KillFixture kill)
    {
        rows = new Rows(kill.Postgres!.ConnectionString);
        var victim = kill.Cluster.Silos.Keys.First();
        await PrepareAsync(kill);
        Secrets.AddRange(await SecretsOfAUser.MakeAsync(kill));

        await using var gates = await Gates.CloseAsync(kill.Postgres.ConnectionString);
        foreach (var one in struck)
        {
            await gates.HoldAsync(one);
        }

        await EndGraceAsync(kill);
        foreach (var one in struck)
        {
            await kill.ActivateOn(victim, () => kill.Grains.GetGrain<IAccountGrain>(one.Key).Me());
            BeginAsync(kill, one).Ignore(); // Its silo dies before it can answer.
        }

        await gates.AllWaitAsync();
        kill.Cluster.Silos[victim].Kill();
        await gates.OpenAsync();
        await kill.Cluster.Replace(victim);
        await kill.Recover();
        await SettleAsync();
    }

    /// <summary>Accounts for each step and each end of its write, brought to where the step is the next.</summary>
    private async Task PrepareAsync(KillFixture kill)
    {
        foreach (var end in Enum.GetValues<WriteEnd>())
        {
            struck.AddRange(Steps.OfRegistration.Select(step => new Struck(NewAccount(verifyFirst: true), step, end)));
            struck.Add(await kill.RegisteredAsync(Steps.Verified, end));
            struck.Add(await kill.RegisteredAsync(Steps.DeletionAsked, end));
            foreach (var step in Steps.OfErasure)
            {
                var leaving = await kill.RegisteredAsync(step, end);
                (await kill.Grains.GetGrain<IAccountControlGrain>(leaving.Key).RequestDeletion("tired", new ActedBy(leaving.Id, Origin))).Require();
                struck.Add(leaving);
            }
        }

        await OwesNothingAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Real processes keep real time, so the stored times move.</summary>
    private async Task EndGraceAsync(KillFixture kill)
    {
        await kill.DeactivateAllAsync();
        foreach (var leaving in Of(Steps.OfErasure))
        {
            await Rows.ExecuteAsync(
                "UPDATE grain_state SET state = jsonb_set(state, '{deletionDueAt}', to_jsonb($2::text)) WHERE state_name = 'accounts.account' AND grain_key = $1",
                leaving.Key, DateTimeOffset.UtcNow.AddMinutes(-1).ToText());
            await Rows.ExecuteAsync("UPDATE reminders SET start_time = now() - interval '1 minute' WHERE grain_id = $1", $"account/{leaving.Key}");
        }
    }

    private static Task BeginAsync(KillFixture kill, Struck one) => one.Step switch
    {
        Steps.Verified => kill.Grains.GetGrain<IAccountMailGrain>(one.Key).Verify(one.Secret, 1, Origin),
        Steps.DeletionAsked => kill.Grains.GetGrain<IAccountControlGrain>(one.Key).RequestDeletion("tired", new ActedBy(one.Id, Origin)),
        _ when Steps.OfErasure.Contains(one.Step) => kill.Grains.GetGrain<IAccountGrain>(one.Key).AsReference<IRemindable>().ReceiveReminder("account", default),
        _ => kill.Grains.GetGrain<IAccountGrain>(one.Key).Register(one.Account),
    };

    /// <summary>Until no account is on its way any more; reminders come after a minute, sweeps after 15 seconds.</summary>
    private async Task SettleAsync()
    {
        IReadOnlyList<string> left = [];
        await TestTime.Eventually(
            async () => (left = await LeftAsync()).Count == 0, () => $"all is finished, but {string.Join("; ", struck.Where(s => left.Contains(s.Key)))}",
            SettleDeadline);
    }

    private Task<IReadOnlyList<string>> LeftAsync() => Rows.ReadAsync<string>(
        """
        SELECT grain_key FROM grain_state_accounts_account
         WHERE grain_key = ANY($1) AND (state->>'status' = 'claiming' OR jsonb_array_length(state->'outbox') > 0
            OR (state->>'status' = 'deleting' AND state->>'deletionDueAt' < $2))
        """,
        Keys, DateTimeOffset.UtcNow.ToText());

    private async Task OwesNothingAsync(TimeSpan within)
    {
        IReadOnlyList<string> owing = [];
        await TestTime.Eventually(
            async () => (owing = await Rows.ReadAsync<string>("SELECT grain_key FROM accounts_outbox WHERE grain_key = ANY($1)", Keys)).Count == 0,
            () => $"accounts owe nothing, but {owing.Count} do", within);
    }
}
