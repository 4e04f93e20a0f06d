using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The steps between a request and the grains that make it safe: hashing off every turn, and the same work for known and unknown addresses.</summary>
internal sealed partial class AccountFlows(
    IGrainFactory grains, AccountPasswords passwords, PasswordPolicy policy, IOptions<AccountsOptions> options, TimeProvider time, ILogger<AccountFlows> logger)
{
    /// <summary>Answers alike whether or not the address is taken.</summary>
    public async Task<Result<RegistrationAnswer>> RegisterAsync(RegisterRequest request, CallOrigin origin, OperationId? operation)
    {
        if (!options.Value.RegistrationOpen)
        {
            return AccountErrors.RegistrationClosed;
        }

        if (AddressKey.Of(request.Email) is not { } address)
        {
            return Errors.Invalid("This is no mail address.", "email");
        }

        var made = await MakeAsync(request, origin, new UserId(Ids.New(time, operation, "account")));
        if (!made.IsOk)
        {
            return made.Error;
        }

        var holder = await grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(address)).Holder();
        // An address that is closed to all has one stand-in, whose phantom is the same when somebody registers again.
        var wanted = holder is { Free: false, User: null } ? made.Value with { Id = StandIn($"closed:{address}") } : made.Value;
        var registered = await grains.GetGrain<IAccountGrain>(AccountKey.Of(holder.User ?? wanted.Id)).Register(wanted);
        return registered.IsOk || registered.Error == AccountErrors.AddressTaken ? new RegistrationAnswer() : registered.Error;
    }

    /// <summary>What the first admin is made of; refuses what any registration refuses.</summary>
    public async Task<Result<NewAccount>> MakeAsync(RegisterRequest request, CallOrigin origin, UserId id)
    {
        if (policy.Refuse(request.Password, request.Email, request.Username, request.DisplayName) is { } weak)
        {
            return weak;
        }

        var hash = await passwords.HashAsync(request.Password);
        return hash.Map(kept => new NewAccount(id, request.Email, request.Username, kept)
        {
            DisplayName = request.DisplayName,
            Locale = request.Locale,
            TimeZone = request.TimeZone,
            VerifyFirst = options.Value.RequireVerifiedEmail,
            Origin = origin,
        });
    }

    public async Task<Result<SignInStep>> SignInAsync(LoginRequest request, CallOrigin origin, KnownDevice? device)
    {
        if (AddressKey.Of(request.Email) is not { } address)
        {
            return Errors.Invalid("This is no mail address.", "email");
        }

        if (passwords.IsFull)
        {
            return WebErrors.Busy; // An attempt costs two durable writes, which he would wait for in vain.
        }

        var budget = new AttemptBudget(grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(address)), device);
        var attempt = await budget.Begin();
        if (!attempt.IsOk)
        {
            return attempt.Error;
        }

        // Nobody has the address: a stand-in that nobody is takes the same calls.
        var user = attempt.Value.User ?? StandIn(address);
        var sessions = grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user));
        var kept = await sessions.Password();
        var check = await CheckAsync(budget, request.Password, kept);
        if (!check.IsOk)
        {
            return check.Error;
        }

        if (!check.Value.Matches)
        {
            await sessions.SignInFailed(origin);
            return AccountErrors.InvalidCredentials;
        }

        var answer = await OpenAsync(user, request.Session, request.Remember, origin);
        if (answer.IsOk && check.Value.IsOutdated)
        {
            _ = RehashAsync(sessions, request.Password, kept!.Version); // The answer does not wait for it.
        }

        return answer;
    }

    /// <summary>Whether the password is that of whoever is signed in; charged to the session, so that strangers cannot close it.</summary>
    public async Task<Result<KeptPassword>> ConfirmAsync(CurrentUser user, string password, CallOrigin origin)
    {
        var sessions = grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user.Id));
        return await sessions.Password() is { } kept
            ? await ConfirmAsync(user.Id, kept, password, new KnownDevice(user.Id, user.Session()), origin)
            : AccountErrors.InvalidCredentials;
    }

    /// <summary>Whether it is this user's, for a password that was read already; charged to the address, as signing in is.</summary>
    public Task<Result<KeptPassword>> ConfirmAsync(UserId user, KeptPassword kept, string password, CallOrigin origin) =>
        ConfirmAsync(user, kept, password, device: null, origin);

    private async Task<Result<KeptPassword>> ConfirmAsync(UserId user, KeptPassword kept, string password, KnownDevice? device, CallOrigin origin)
    {
        var budget = new AttemptBudget(grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(kept.AddressKey)), device);
        var attempt = await budget.Begin();
        if (!attempt.IsOk)
        {
            return attempt.Error;
        }

        var check = await CheckAsync(budget, password, kept);
        if (check is { IsOk: true, Value.Matches: false })
        {
            await grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user)).SignInFailed(origin);
            return AccountErrors.InvalidCredentials;
        }

        return check.Map(_ => kept);
    }

    /// <summary>Who has the address; a stand-in that nobody is where nobody has, so that both take the same calls.</summary>
    public async Task<UserId> FindAsync(string address) =>
        (await grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(address)).Holder()).User ?? StandIn(address);

    /// <summary>A session for somebody whose password was found right, or the question for a second factor.</summary>
    public Task<Result<SignInStep>> OpenAsync(UserId user, SessionKind kind, bool remember, CallOrigin origin) =>
        grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(user))
            .BeginSignIn(new NewSession(kind, remember, [AuthenticationMethods.Password], origin));

    /// <summary>The first admin, signed in; refuses what any registration refuses.</summary>
    public async Task<Result<SessionGrant>> SetUpAsync(SetupRequest request, CallOrigin origin)
    {
        var account = await MakeAsync(
            new RegisterRequest { Email = request.Email, Username = request.Username, Password = request.Password }, origin, default);
        if (!account.IsOk)
        {
            return account.Error;
        }

        var made = await grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main).Setup(request.Token, account.Value);
        return made.IsOk
            ? await grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(made.Value))
                .SignIn(new NewSession(request.Session, Remember: true, [AuthenticationMethods.Password], origin))
            : made.Error;
    }

    public async Task<Result<Done>> ChangePasswordAsync(CurrentUser user, ChangePasswordRequest request, CallOrigin origin)
    {
        var me = await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me();
        if (!me.IsOk)
        {
            return me.Error;
        }

        if (policy.Refuse(request.NewPassword, me.Value.Email, me.Value.Username, me.Value.DisplayName) is { } weak)
        {
            return weak with { Member = "newPassword" };
        }

        var kept = await ConfirmAsync(user, request.CurrentPassword, origin);
        if (!kept.IsOk)
        {
            return kept.Error;
        }

        var hash = await passwords.HashAsync(request.NewPassword);
        return hash.IsOk
            ? await grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user.Id)).ChangePassword(user.Session(), kept.Value.Version, hash.Value, origin)
            : hash.Error;
    }

    private async Task<Result<PasswordCheck>> CheckAsync(AttemptBudget budget, string password, KeptPassword? kept)
    {
        var check = await passwords.VerifyAsync(password, kept);
        if (!check.IsOk || check.Value.Matches)
        {
            await budget.End(check.IsOk);
        }

        return check;
    }

    private async Task RehashAsync(IAccountSessionsGrain sessions, string password, int version)
    {
        // A full pool, or a cluster that does not answer, leaves the old form until the next sign-in.
        try
        {
            if (await passwords.HashAsync(password) is { IsOk: true } hash)
            {
                await sessions.Rehash(version, hash.Value);
            }
        }
        catch (Exception fault)
        {
            LogNotRehashed(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A password could not be hashed anew; the next sign-in tries again.")]
    private static partial void LogNotRehashed(ILogger logger, Exception fault);

    private static UserId StandIn(string address) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 16)));
}
