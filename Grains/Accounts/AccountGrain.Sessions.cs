using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountSessionsGrain
{
    private static readonly TimeSpan FailuresNoted = TimeSpan.FromMinutes(1);

    private int failures;
    private DateTimeOffset failuresNotedAt;

    public Task<KeptPassword?> Password() => Task.FromResult(
        Current.CanSignIn && Current.Password.Hash.Length > 0 ? Current.Password.Show(Current.EmailKey) : null);

    public async Task<Result<SessionGrant>> SignIn(NewSession session)
    {
        if (!Current.CanSignIn)
        {
            return AccountErrors.InvalidCredentials;
        }

        if (Current.ResetRequired)
        {
            return AccountErrors.PasswordResetRequired;
        }

        if (Current.OwesSecondFactor(session.Methods))
        {
            return SecondFactorErrors.SecondFactorAsked;
        }

        var now = time.Now();
        var secret = RandomNumberGenerator.GetBytes(RefreshToken.SecretLength);
        var opened = SessionRules.Open(session, Ids.New(time), secret, now);
        var done = await Act(state => state.SigningIn(opened, session.Origin, now));
        return done.Map(_ => Current.Grant(opened, secret));
    }

    public async Task SignInFailed(CallOrigin origin)
    {
        if (!Current.IsKnown)
        {
            return;
        }

        failures++;
        var now = time.Now();
        if (now - failuresNotedAt >= FailuresNoted && !Current.IsFull())
        {
            var count = failures;
            (failures, failuresNotedAt) = (0, now);
            await Commit(Current.Noting(AuditKinds.SignInFailed, null, origin, now, detail: $"{count}"));
        }
    }

    public async Task<Result<SessionGrant>> Refresh(Guid session, byte[] secret, CallOrigin origin)
    {
        var now = time.Now();
        if (!Current.CanSignIn || Current.Live(session, now) is not { } live)
        {
            return AccountErrors.RefreshInvalid;
        }

        switch (live.Judge(secret, now))
        {
            case RefreshOutcome.Rotate:
                var successor = RandomNumberGenerator.GetBytes(RefreshToken.SecretLength);
                var rotated = live.Rotate(secret, successor, origin, now);
                await document.Commit(Current.Put(rotated, now));
                return Current.Grant(rotated, successor);
            case RefreshOutcome.Repeat:
                return Current.Grant(live, SuccessorBox.Open(live.SuccessorBox!, secret, session));
            default:
                var ended = await Act(state => state.Ending(s => s.Id == session, now)
                    .Noting(AuditKinds.RefreshReuse, null, origin, now, session));
                return ended.IsOk ? AccountErrors.RefreshInvalid : ended.Error;
        }
    }

    public async Task<Result<Done>> SignOutWith(Guid session, byte[] secret, CallOrigin origin)
    {
        var now = time.Now();
        return Current.Live(session, now) is { } live && live.Judge(secret, now) is RefreshOutcome.Rotate or RefreshOutcome.Repeat
            ? await SignOut(session, origin)
            : Done.Ok;
    }

    public async Task<Result<Done>> SignOut(Guid session, CallOrigin origin) =>
        Current.Live(session, time.Now()) is null ? Done.Ok : await End(session, AuditKinds.SignedOut, session, origin);

    public Task<IReadOnlyList<SessionView>> List(Guid? current) => Task.FromResult<IReadOnlyList<SessionView>>(
        [.. Current.Sessions.Where(s => s.ExpiresAt > time.Now()).OrderByDescending(s => s.LastUsedAt).Select(s => s.Show(current))]);

    public Task<Result<Done>> Revoke(Guid session, Guid by, CallOrigin origin) => End(session, AuditKinds.SessionRevoked, by, origin);

    public Task<Result<Done>> RevokeOthers(Guid keep, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.Sessions.All(s => s.Id == keep)
            ? state
            : state.Ending(s => s.Id != keep, now).Noting(AuditKinds.SessionRevoked, state.Id, origin, now, keep, "others"));
    }

    public async Task<Result<SessionGrant>> Reauthenticated(Guid session, CallOrigin origin)
    {
        var now = time.Now();
        if (!Current.CanSignIn || Current.Live(session, now) is not { } live)
        {
            return AccountErrors.SessionNotFound;
        }

        var renewed = live with { AuthenticatedAt = now, LastUsedAt = now, IpPrefix = origin.IpPrefix };
        await document.Commit(Current.Put(renewed, now));
        return Current.Grant(renewed, secret: null);
    }

    public Task<Result<Done>> ChangePassword(Guid keep, int expectedVersion, HashedPassword password, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.ChangingPassword(keep, expectedVersion, password, origin, now));
    }

    public Task Rehash(int expectedVersion, HashedPassword password) => Act(state => state.Rehashing(expectedVersion, password));

    private Task<Result<Done>> End(Guid session, string kind, Guid by, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.Live(session, now) is null
            ? AccountErrors.SessionNotFound
            : state.Ending(s => s.Id == session, now).Noting(kind, state.Id, origin, now, by, kind == AuditKinds.SessionRevoked ? $"{session:D}" : null));
    }
}
