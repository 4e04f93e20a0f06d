using Dapper;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.Tests.Accounts.OAuth;
using OrleansBackends.Tests.Storage;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What happened more than a year ago is forgotten, also where nobody comes any more.</summary>
[Collection<StorageCollection>]
public sealed class AuditRetentionTests(StorageSilos silos)
{
    [Theory, OnBothDatabases]
    public async Task Entries_of_more_than_a_year_ago_go_and_later_ones_stay(Db db)
    {
        var account = NewAccount();
        var grains = await silos.Get<IGrainFactory>(db);
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        await grains.DeliveredAsync(await silos.Get<QueryDatabase>(db), account.Id);
        var stream = AuditStreams.Of(account.Id);
        await AgeAsync(db, stream, AuditRetention.Kept - TimeSpan.FromDays(1));
        await grains.GetGrain<IOutboxGrain>(GrainId.Create("account", AccountKey.Of(account.Id))).DeliverOutbox();
        Assert.Equal([AuditKinds.Registered], await KindsAsync(db, stream));

        await AgeAsync(db, stream, AuditRetention.Kept + TimeSpan.FromDays(1));
        (await grains.GetGrain<IAccountControlGrain>(AccountKey.Of(account.Id)).RequestDeletion(null, new ActedBy(account.Id, Origin))).Require();
        await TestTime.Eventually(async () => (await KindsAsync(db, stream)) is [AuditKinds.DeletionAsked], "a sweep to wake the account, which forgets its registration");
        var shown = (await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(account.Id, null, new PageRequest(10, null))).Require();
        Assert.Equal([AuditKinds.DeletionAsked], shown.Items.Select(entry => entry.Kind));
    }

    [Theory, OnBothDatabases]
    public async Task A_stream_in_which_all_is_old_is_emptied_once(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        (await grains.NewClient(out var id).Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        var stream = AuditStreams.OfClient(id);
        await AgeAsync(db, stream, AuditRetention.Kept + TimeSpan.FromDays(1));
        await TestTime.Eventually(async () => (await KindsAsync(db, stream)) is ["trimmed"], "a sweep to wake the client, which forgets how it was made");
        var sweep = (await silos.Get<IEnumerable<ISweepSource>>(db)).OfType<AuditRetention>().Single();
        await AgeAsync(db, stream, AuditRetention.Kept + TimeSpan.FromDays(1));
        Assert.DoesNotContain(await sweep.Leftovers(DateTimeOffset.UtcNow, "", 10_000, default), grain => grain.Key.ToString() == OAuthKeys.Client(id));
        var made = new AuditFilter { Actor = OAuthData.Admin.Actor, Kind = AuditKinds.ClientMade };
        var shown = (await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).AuditOfAll(made, new PageRequest(100, null))).Require();
        Assert.DoesNotContain(id, shown.Items.Select(entry => entry.Detail));
    }

    [Theory, OnBothDatabases]
    public async Task An_act_that_a_crash_kept_from_the_journal_reaches_it(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        var client = grains.NewClient(out var id);
        (await client.Register(OAuthData.Settings, null, OAuthData.Admin)).Require();
        await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await ExecuteAsync(db, "DELETE FROM journal WHERE slice = 'accounts' AND stream = @stream", new { stream = AuditStreams.OfClient(id).ToString() });
        var entry = DocumentJson.Write<AuditEntry[]>([new AuditEntry(1, DateTimeOffset.UtcNow, AuditKinds.ClientMade, OAuthData.Admin.Actor) { Detail = id }]);
        var changed = db == Db.Postgres ? "jsonb_set(state, '{audit}', @entry::jsonb)" : "json_set(state, '$.audit', json(@entry))";
        await ExecuteAsync(db, $"UPDATE grain_state SET state = {changed} WHERE grain_key = @key", new { key = OAuthKeys.Client(id), entry });
        await TestTime.Eventually(async () => (await KindsAsync(db, AuditStreams.OfClient(id))) is [AuditKinds.ClientMade], "a sweep to wake the client");
        await grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Assert.True((await client.Get()).IsOk);
    }

    [Theory]
    [InlineData("accounts-audit:system", "keyring/keyring:main")]
    [InlineData("accounts-audit:client-0a1b", "oauthclient/oauthclient:0a1b")]
    [InlineData("accounts-audit:0197c4a0-0000-7000-8000-000000000001", "account/account:0197c4a0-0000-7000-8000-000000000001")]
    public void A_stream_and_its_owner_lead_to_each_other(string stream, string owner)
    {
        var grain = AuditStreams.OwnerOf(stream);
        Assert.Equal((owner, stream), (grain.ToString(), AuditStreams.OwnedBy(grain.Key.ToString()!).ToString()));
    }

    private async Task<IReadOnlyList<string>> KindsAsync(Db db, StreamName stream) =>
        [.. (await (await silos.Get<IJournal>(db)).Read(stream, 0, 100)).Select(entry => entry.Kind)];

    private async Task AgeAsync(Db db, StreamName stream, TimeSpan age)
    {
        var at = DateTimeOffset.UtcNow - age;
        var text = db == Db.Postgres ? "@at::timestamptz" : "@at";
        await ExecuteAsync(db, $"UPDATE journal SET at = {text} WHERE slice = 'accounts' AND stream = @stream", new { at = at.ToText(), stream = stream.ToString() });
    }

    private async Task ExecuteAsync(Db db, string sql, object args)
    {
        await using var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, args);
    }
}
