using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class CutRulesTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly ActedBy Admin = new(new UserId(Guid.NewGuid()), new CallOrigin("Chrome on Windows", null));
    private static readonly AccountState User = new() { Id = new UserId(Guid.NewGuid()), Status = AccountStatus.Active };

    [Fact]
    public void Other_roles_raise_the_generation_and_cut_what_came_before()
    {
        var changed = User.SettingRoles(["shop:manager", "blog:author"], null, Admin, Now).Require();
        Assert.Equal(["blog:author", "shop:manager"], changed.Roles);
        Assert.Equal(2, changed.Generation);
        Assert.Equal(new Cut(CutKind.UserBefore, User.Id, null, 2, Now, Now + Cut.Kept), Assert.Single(changed.Cuts));
        Assert.Equal(Now, changed.LastCutAt);
        Assert.Equal(["revocation", "audit"], changed.Outbox.Select(i => i.Kind));
    }

    [Fact]
    public void The_same_roles_change_nothing() => Assert.Same(User, User.SettingRoles([], null, Admin, Now).Require());

    [Fact]
    public void Roles_are_set_on_the_version_that_was_read() => Assert.Equal(Errors.Stale, User.SettingRoles(["a:b"], 7, Admin, Now).Error);

    [Fact]
    public void Only_the_latest_cut_of_a_whole_user_is_kept()
    {
        var twice = User.CuttingAll(Now).CuttingAll(Now);
        Assert.Equal(3, Assert.Single(twice.Cuts).Generation);
    }

    [Fact]
    public void Too_many_cuts_become_one_of_the_whole_user()
    {
        var state = User.CuttingSessions(Enumerable.Range(0, CutRules.Bound).Select(_ => Guid.NewGuid()), Now);
        Assert.Equal(CutRules.Bound, state.Cuts.Count);
        var full = state.CuttingSessions([Guid.NewGuid()], Now);
        Assert.Equal(CutKind.UserBefore, Assert.Single(full.Cuts).Kind);
        Assert.Equal(2, full.Generation);
    }

    [Fact]
    public void Too_many_cuts_of_keys_leave_the_latest_and_one_of_the_whole_user()
    {
        var state = Enumerable.Range(0, CutRules.Bound + 5).Aggregate(User, (user, key) => user.CuttingKey($"key-{key}", Now));
        Assert.Equal(CutRules.Bound, state.Cuts.Count);
        Assert.Equal(CutKind.UserBefore, state.Cuts[^1].Kind);
        Assert.Equal("key-44", state.Cuts[^2].Id);
        Assert.Equal(CutRules.Bound, state.CuttingAll(Now).Cuts.Count);
    }

    [Fact]
    public void Cuts_are_forgotten_when_the_last_token_has_ended()
    {
        var state = User.CuttingSessions([Guid.NewGuid()], Now).CuttingSessions([Guid.NewGuid()], Now + Cut.Kept);
        Assert.Single(state.Cuts);
    }

    [Fact]
    public void Disabling_ends_sessions_and_enabling_brings_the_account_back()
    {
        var disabled = User.Disabling("spam", Admin, Now);
        Assert.Equal(AccountStatus.Disabled, disabled.Status);
        Assert.Equal(2, disabled.Generation);
        Assert.Equal("spam", disabled.Audit[^1].Detail);
        Assert.Equal(AccountStatus.Active, disabled.Enabling(Admin, Now).Status);
    }

    [Fact]
    public void Moved_entries_leave_and_later_ones_stay_owed()
    {
        var state = User.Noting("a", null, null, Now).Noting("b", null, null, Now).Noting("c", null, null, Now);
        var moved = state.Moved(2, Now);
        Assert.Equal(3, Assert.Single(moved.Audit).Seq);
        Assert.Equal(AuditRules.OutboxKind, Assert.Single(moved.Outbox).Kind);
        Assert.Empty(moved.Moved(3, Now).Outbox);
    }

    [Fact]
    public void A_full_audit_refuses_further_acts()
    {
        var state = User;
        for (var i = 0; i < AuditRules.Bound; i++)
        {
            Assert.False(state.IsFull());
            state = state.Noting("a", null, null, Now);
        }

        Assert.True(state.IsFull());
    }
}
