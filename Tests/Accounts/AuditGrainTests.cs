using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class AuditGrainTests(ClusterFixture cluster)
{
    private static readonly ActedBy Admin = new(new UserId(Guid.NewGuid()), AccountTestData.Origin);

    [Fact]
    public async Task Entries_move_to_the_journal_once_and_in_order()
    {
        var user = await cluster.RegisterAsync();
        await cluster.SignInAsync(user);
        await cluster.SignInAsync(user);
        await cluster.DeliveredAsync(user);
        Assert.Equal(["registered", "signed-in", "signed-in"], (await cluster.JournalAsync(user)).Select(e => e.Kind));
    }

    [Fact]
    public async Task An_act_that_was_not_written_left_no_entry_and_one_that_was_has_it()
    {
        var user = await cluster.RegisterAsync();
        await cluster.DeliveredAsync(user);
        var control = cluster.Account<IAccountControlGrain>(user);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => control.SetRoles(["shop:manager"], null, Admin));
        Assert.Empty((await control.View()).Require().Roles);

        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => control.SetRoles(["shop:manager"], null, Admin));
        Assert.Equal(["shop:manager"], (await control.View()).Require().Roles);
        await cluster.DeliveredAsync(user);
        Assert.Equal(["registered", "roles-changed"], (await cluster.JournalAsync(user)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Wrong_passwords_are_noted_once_a_minute_with_their_count()
    {
        var user = await cluster.RegisterAsync();
        var sessions = cluster.Account<IAccountSessionsGrain>(user);
        for (var i = 0; i < 4; i++)
        {
            await sessions.SignInFailed(AccountTestData.Origin);
        }

        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        await sessions.SignInFailed(AccountTestData.Origin);
        await cluster.DeliveredAsync(user);
        Assert.Equal(["1", "4"], (await cluster.JournalAsync(user)).Where(e => e.Kind == AuditKinds.SignInFailed).Select(e => e.Detail));
    }
}
