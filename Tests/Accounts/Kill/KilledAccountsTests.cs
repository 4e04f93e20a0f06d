using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>A silo of three is killed while each write of registration, verification and deletion is under way: half of them never happen, half do.</summary>
[Collection<PatientKillCollection>]
public sealed class KilledAccountsTests(KillFixture kill, KilledAccountsStory story) : IClassFixture<KilledAccountsStory>
{
    [Fact]
    public async Task A_registration_is_finished_or_leaves_no_trace_and_succeeds_when_it_is_sent_again()
    {
        await TellAsync();
        foreach (var struck in story.Of(Steps.OfRegistration))
        {
            var grain = kill.Grains.GetGrain<IAccountGrain>(struck.Key);
            var known = await grain.Me();
            Assert.True(known.IsOk != (struck is { Step: Steps.Begun, End: WriteEnd.Lost }), $"{struck}: the account is there is {known.IsOk}");
            Assert.True((await grain.Register(struck.Account)).IsOk, $"{struck}: sent again it is refused");
            Assert.Equal(struck.Account.Email, (await grain.Me()).Require().Email);
            foreach (var name in (string[])[struck.Username, struck.Address])
            {
                Assert.Equal(new NameHolder(struck.Id, Free: false), await kill.Grains.GetGrain<IAccountNameGrain>(name).Holder());
                Assert.Contains("\"held\"", Assert.Single(await story.Rows.DocumentsAsync(name)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_link_is_used_up_together_with_what_it_does()
    {
        await TellAsync();
        foreach (var struck in story.Of([Steps.Verified]))
        {
            var me = (await kill.Grains.GetGrain<IAccountGrain>(struck.Key).Me()).Require();
            Assert.True(me.EmailVerified == (struck.End == WriteEnd.Written), $"{struck}: verified is {me.EmailVerified}");
            var again = await kill.Grains.GetGrain<IAccountMailGrain>(struck.Key).Verify(struck.Secret, 1, Origin);
            Assert.True(again.IsOk == (struck.End == WriteEnd.Lost), $"{struck}: once more answers {again.Error?.Code}");
            Assert.True((await kill.Grains.GetGrain<IAccountGrain>(struck.Key).Me()).Require().EmailVerified);
            var entries = await kill.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(struck.Id, AuditKinds.Verified, new PageRequest(10, null));
            Assert.Single(entries.Require().Items);
        }
    }

    [Fact]
    public async Task A_deletion_is_asked_for_or_not_and_can_be_asked_for_again()
    {
        await TellAsync();
        foreach (var struck in story.Of([Steps.DeletionAsked]))
        {
            var me = (await kill.Grains.GetGrain<IAccountGrain>(struck.Key).Me()).Require();
            Assert.True(me.DeletionDueAt.HasValue == (struck.End == WriteEnd.Written), $"{struck}: due at {me.DeletionDueAt}");
            var again = await kill.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).RequestDeletion(struck.Id, null, Origin);
            Assert.NotNull(again.Require().DeletionDueAt);
        }
    }

    [Fact]
    public async Task An_erasure_is_finished_and_gives_the_names_up()
    {
        await TellAsync();
        foreach (var struck in story.Of(Steps.OfErasure))
        {
            Assert.Equal("user-not-found", (await kill.Grains.GetGrain<IAccountGrain>(struck.Key).Me()).Error?.Code);
            Assert.Equal(new NameHolder(null, Free: true), await kill.Grains.GetGrain<IAccountNameGrain>(struck.Address).Holder());
            Assert.Equal(new NameHolder(null, Free: false), await kill.Grains.GetGrain<IAccountNameGrain>(struck.Username).Holder());
            var rows = string.Join('\n', await story.Rows.ReadAsync<string>(
                "SELECT state::text FROM grain_state WHERE state_name = $1 AND grain_key = $2 UNION ALL SELECT data::text FROM journal WHERE stream = $3",
                AccountState.Name, struck.Key, AuditStreams.Of(struck.Id).ToString()));
            foreach (var personal in (string[])[struck.Account.Email, struck.Account.Username, Origin.Device, Origin.IpPrefix!])
            {
                Assert.False(rows.Contains(personal, StringComparison.OrdinalIgnoreCase), $"{struck}: {personal} is still there");
            }

            var entries = await kill.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(struck.Id, null, new PageRequest(10, null));
            Assert.Equal([AuditKinds.Erased, AuditKinds.DeletionAsked, AuditKinds.Registered], entries.Require().Items.Select(e => e.Kind));
        }
    }

    [Fact]
    public async Task No_name_is_lost_and_no_address_is_there_twice()
    {
        await TellAsync();
        Assert.Empty(await story.Rows.ReadAsync<string>("SELECT grain_key FROM grain_state_accounts_name WHERE state->>'status' = 'reserved'"));
        Assert.Empty(await story.Rows.ReadAsync<string>(
            """
            SELECT grain_key FROM grain_state_accounts_name AS name WHERE state->>'status' = 'held' AND NOT EXISTS (
                SELECT 1 FROM grain_state_accounts_account WHERE grain_key = 'account:' || (name.state->>'user') AND state->>'status' <> 'deleted')
            """));
        Assert.Empty(await story.Rows.ReadAsync<string>("SELECT email_key FROM accounts_user GROUP BY email_key HAVING count(*) > 1"));
        Assert.Empty(await story.Rows.ReadAsync<string>("SELECT username_key FROM accounts_user GROUP BY username_key HAVING count(*) > 1"));
    }

    [Fact]
    public async Task No_row_holds_a_secret()
    {
        await TellAsync();
        var rows = await story.Rows.AllAsync();
        Assert.All(
            story.Of(Steps.OfRegistration).Where(struck => struck.End == WriteEnd.Written),
            struck => Assert.Contains(struck.Account.Email, rows, StringComparison.Ordinal));
        Assert.NotEmpty(story.Secrets);
        foreach (var (name, text) in story.Secrets)
        {
            Assert.False(rows.Contains(text, StringComparison.OrdinalIgnoreCase), $"{name} lies in a row.");
        }
    }

    private Task TellAsync()
    {
        KillFixture.NeedPostgres();
        return story.Tell(kill);
    }
}
