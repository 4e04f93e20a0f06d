using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>
/// One decision at a time about who is an admin. A step that changes it is stored first and completed by a reminder where a crash came between.
/// </summary>
[GrainType("admins")]
internal sealed class AdminsGrain : Grain, IAdminsGrain, IRemindable
{
    private readonly Document<AdminsState> document;
    private readonly ReminderSlot reminder;
    private readonly TimeProvider time;

    public AdminsGrain([PersistentState(AdminsState.Name)] IPersistentState<AdminsState> storage, TimeProvider time)
    {
        document = new Document<AdminsState>(this, storage);
        reminder = new ReminderSlot(this, "admins", time);
        this.time = time;
    }

    public async Task<string?> EnsureSetup()
    {
        if (document.Current.SetUpAt is not null || document.Current.SetupTokenHash is not null)
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await document.Commit(document.Current with { SetupTokenHash = HashOf(token), CreatedAt = time.Now() });
        return token;
    }

    public async Task<Result<UserId>> Setup(string token, NewAccount account)
    {
        await CompletePending();
        if (document.Current.SetUpAt is not null)
        {
            return AdminErrors.AlreadySetUp;
        }

        var hash = HashOf(token);
        if (hash != document.Current.SetupTokenHash)
        {
            return AdminErrors.SetupTokenInvalid;
        }

        // Named by the token, so that a second try after a crash meets the account of the first.
        var user = new UserId(new Guid(Convert.FromHexString(hash).AsSpan(0, 16), bigEndian: true));
        var registered = await Account<IAccountGrain>(user).Register(account with { Id = user, Verified = true, VerifyFirst = false });
        if (!registered.IsOk)
        {
            return registered.Error;
        }

        var step = new AdminStep(StepKind.Setup, user, new ActedBy(user, account.Origin)) { MakesAdmin = true };
        await reminder.Set(time.Now() + ReminderSlot.Retry);
        await document.Commit(document.Current with { Pending = step, SetupTokenHash = null, SetUpAt = time.Now() });
        await CompletePending();
        return user;
    }

    public Task<Result<AdminUserView>> SetRoles(UserId user, IReadOnlyList<string> roles, int? version, ActedBy by) =>
        Do(new AdminStep(StepKind.Roles, user, by) { Roles = [.. roles] }, version);

    public Task<Result<AdminUserView>> Disable(UserId user, string? reason, ActedBy by) =>
        Do(new AdminStep(StepKind.Disable, user, by) { Reason = reason }, version: null);

    public Task<Result<AdminUserView>> Enable(UserId user, ActedBy by) => Do(new AdminStep(StepKind.Enable, user, by), version: null);

    public Task<Result<AdminUserView>> RequestDeletion(UserId user, string? reason, CallOrigin origin) =>
        Do(new AdminStep(StepKind.Delete, user, new ActedBy(user, origin)) { Reason = reason }, version: null);

    public Task<Result<AdminUserView>> CancelDeletion(UserId user, CallOrigin origin) =>
        Do(new AdminStep(StepKind.Restore, user, new ActedBy(user, origin)), version: null);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        await CompletePending();
        await reminder.Set(null);
    }

    private async Task<Result<AdminUserView>> Do(AdminStep wish, int? version)
    {
        await CompletePending();
        var user = await Account<IAccountControlGrain>(wish.User).View();
        if (!user.IsOk)
        {
            return user;
        }

        if (version is not null && version != user.Value.Version)
        {
            return Errors.Stale;
        }

        var decided = AdminStep.Decide(document.Current, wish, user.Value);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        var step = decided.Value;
        if (step.MakesAdmin == document.Current.Admins.Contains(step.User))
        {
            return await CarryOut(step, version);
        }

        await reminder.Set(time.Now() + ReminderSlot.Retry);
        await document.Commit(document.Current with { Pending = step });
        return await CompletePending() ?? AccountErrors.UserNotFound;
    }

    private async Task<Result<AdminUserView>?> CompletePending()
    {
        if (document.Current.Pending is not { } step)
        {
            return null;
        }

        var done = await CarryOut(step, version: null);
        await document.Commit(done.IsOk ? document.Current.Completed(step) : document.Current with { Pending = null });
        await reminder.Set(null);
        return done;
    }

    private Task<Result<AdminUserView>> CarryOut(AdminStep step, int? version)
    {
        var account = Account<IAccountControlGrain>(step.User);
        return step.Kind switch
        {
            StepKind.Roles => account.SetRoles(step.Roles, version, step.By),
            StepKind.Disable => account.Disable(step.Reason, step.By),
            StepKind.Enable => account.Enable(step.By),
            StepKind.Setup => account.SetUp(step.By),
            StepKind.Delete => account.RequestDeletion(step.Reason, step.By),
            StepKind.Restore => account.CancelDeletion(step.By),
            _ => throw new InvalidOperationException($"Nothing carries out {step.Kind}."),
        };
    }

    private T Account<T>(UserId user)
        where T : IGrainWithStringKey => GrainFactory.GetGrain<T>(AccountKey.Of(user));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
