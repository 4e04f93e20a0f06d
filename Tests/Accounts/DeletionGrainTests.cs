using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public sealed class DeletionGrainTests(ClusterFixture cluster)
{
    private readonly IAdminsGrain admins = cluster.Grains.GetGrain<IAdminsGrain>($"admins:{Guid.NewGuid():D}");

    [Fact]
    public async Task After_the_grace_nothing_personal_is_left_and_the_names_are_given_up()
    {
        var (user, account) = await AskAsync();
        await EraseAsync(user);

        Assert.Equal("user-not-found", (await cluster.Account<IAccountGrain>(user).Me()).Error!.Code);
        Assert.Empty(await cluster.Grains.GetGrain<IUserContacts>(0).Find([user]));
        Assert.True((await cluster.Address(account.Email).Holder()).Free);
        Assert.Equal(new NameHolder(null, Free: false), await cluster.Username(account.Username).Holder());
        var kept = await RowAsync(user);
        Assert.DoesNotContain(account.Email, kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(account.Username, kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ada", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_stays_with_ids_only()
    {
        var (user, _) = await AskAsync();
        await EraseAsync(user);
        var queries = cluster.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        var entries = (await queries.Audit(user, null, new PageRequest(100, null))).Require().Items;
        Assert.Equal(["erased", "deletion-asked", "signed-in", "registered"], entries.Select(e => e.Kind));
        Assert.Equal([4, 3, 2, 1], entries.Select(e => e.Seq));
        Assert.All(entries, e => Assert.Equal((null, null, null), (e.Device, e.IpPrefix, e.Detail)));
        Assert.Equal(user, entries[1].Actor);
    }

    [Fact]
    public async Task Within_the_grace_one_may_sign_in_and_take_it_back()
    {
        var (user, _) = await AskAsync();
        Assert.NotNull((await cluster.SignInAsync(user)).Account.DeletionDueAt);
        (await admins.CancelDeletion(user, Origin)).Require();
        cluster.Time.Advance(DeletionRules.Grace + TimeSpan.FromDays(1));
        var me = (await cluster.Account<IAccountGrain>(user).Me()).Require();
        Assert.Null(me.DeletionDueAt);
    }

    [Fact]
    public async Task Asking_again_moves_nothing()
    {
        var (user, _) = await AskAsync();
        var due = (await cluster.Account<IAccountGrain>(user).Me()).Require().DeletionDueAt;
        cluster.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(due, (await admins.RequestDeletion(user, null, Origin)).Require().DeletionDueAt);
    }

    [Fact]
    public async Task An_erasure_that_was_not_written_is_tried_again()
    {
        var (user, _) = await AskAsync();
        await cluster.DeliveredAsync(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await EraseAsync(user, tries: 2);
        Assert.Equal("user-not-found", (await cluster.Account<IAccountGrain>(user).Me()).Error!.Code);
    }

    [Fact]
    public async Task The_last_admin_cannot_leave_and_one_who_leaves_counts_no_more()
    {
        var first = (await admins.Setup((await admins.EnsureSetup())!, NewAccount())).Require();
        Assert.Equal("last-admin", (await admins.RequestDeletion(first, null, Origin)).Error!.Code);
        var second = await cluster.RegisterAsync();
        (await admins.SetRoles(second, ["admin"], null, new ActedBy(first, Origin))).Require();
        (await admins.RequestDeletion(first, null, Origin)).Require();
        Assert.Equal("last-admin", (await admins.RequestDeletion(second, null, Origin)).Error!.Code);
        (await admins.CancelDeletion(first, Origin)).Require();
        Assert.True((await admins.RequestDeletion(second, null, Origin)).IsOk);
    }

    [Fact]
    public async Task Leave_to_export_lasts_a_day()
    {
        var (user, _) = await AskAsync();
        var exports = cluster.Account<IAccountExportGrain>(user);
        var begun = (await exports.Begin(Guid.Empty, Origin)).Require();
        await cluster.DeactivateAsync(exports);
        Assert.Equal(begun, (await exports.Find(begun.Id)).Require());
        cluster.Time.Advance(ExportRules.Life);
        Assert.Equal("export-not-found", (await exports.Find(begun.Id)).Error!.Code);
        Assert.Equal("user-not-found", (await cluster.Account<IAccountExportGrain>(new UserId(Guid.NewGuid())).Begin(Guid.Empty, Origin)).Error!.Code);
    }

    [Fact]
    public async Task An_export_holds_account_sessions_and_timeline()
    {
        var (user, account) = await AskAsync();
        var export = cluster.Services.GetServices<IUserExport>().Single(e => e.Slice == "accounts");
        var own = await export.Export(user, null, CancellationToken.None);
        Assert.Contains(own.Items, text => text.Contains(account.Email, StringComparison.Ordinal));
        Assert.Contains(own.Items, text => text.Contains(Origin.Device, StringComparison.Ordinal));
        var timeline = await export.Export(user, own.NextCursor, CancellationToken.None);
        Assert.Equal((3, null), (timeline.Items.Count, timeline.NextCursor));
    }

    /// <summary>Somebody with a session who asked to be deleted.</summary>
    private async Task<(UserId User, NewAccount Account)> AskAsync()
    {
        var account = NewAccount() with { DisplayName = "Ada" };
        (await cluster.Account<IAccountGrain>(account.Id).Register(account)).Require();
        await cluster.SignInAsync(account.Id);
        (await admins.RequestDeletion(account.Id, "Ada is tired", Origin)).Require();
        return (account.Id, account);
    }

    private async Task EraseAsync(UserId user, int tries = 1)
    {
        for (var i = 0; i < tries; i++)
        {
            await cluster.FireReminder(cluster.Account<IAccountGrain>(user), cluster.Time.Now + (i == 0 ? DeletionRules.Grace : TimeSpan.FromMinutes(1)));
        }

        await cluster.DeliveredAsync(user);
    }

    private async Task<string> RowAsync(UserId user) => (await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
        "SELECT CAST(state AS text) FROM grain_state WHERE state_name = @name AND grain_key = @key",
        new { name = AccountState.Name, key = AccountKey.Of(user) })).Single();
}
