using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class PasskeyGrainTests(ClusterFixture cluster)
{
    private static readonly NewSession Wish = new(SessionKind.Token, true, [AuthenticationMethods.Passkey], Origin);

    [Fact]
    public async Task A_passkey_outlives_the_activation()
    {
        var (passkeys, id, _) = await WithPasskeyAsync();
        await cluster.DeactivateAsync(passkeys);
        Assert.Equal(id, Assert.Single(await passkeys.Keys()).Id);
        Assert.Equal(["hwk"], (await passkeys.SignIn(Proof(id, 2), Wish)).Require().Methods);
        Assert.Equal(cluster.Time.Now, Assert.Single(await passkeys.List()).LastUsedAt);
    }

    [Fact]
    public async Task One_proof_racing_ten_times_opens_one_session()
    {
        var (passkeys, id, _) = await WithPasskeyAsync(signCount: 0);
        var proof = Proof(id, 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => passkeys.SignIn(proof, Wish)));
        Assert.Single(answers, a => a.IsOk);
        Assert.Equal(9, answers.Count(a => a.Error == PasskeyErrors.PasskeyRefused));
    }

    [Fact]
    public async Task One_proof_does_not_serve_two_purposes()
    {
        var (passkeys, id, user) = await WithPasskeyAsync(signCount: 0);
        var session = (await cluster.SignInAsync(user)).SessionId;
        var proof = Proof(id, 0);
        Assert.True((await passkeys.SignIn(proof, Wish)).IsOk);
        Assert.Equal(PasskeyErrors.PasskeyRefused, (await passkeys.Confirm(session, proof, Origin)).Error);
    }

    [Fact]
    public async Task An_answered_challenge_is_remembered_for_as_long_as_it_lives()
    {
        var (passkeys, id, _) = await WithPasskeyAsync(signCount: 0);
        var proof = Proof(id, 0);
        Assert.True((await passkeys.SignIn(proof, Wish)).IsOk);
        await cluster.DeactivateAsync(passkeys);
        cluster.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(PasskeyErrors.PasskeyRefused, (await passkeys.SignIn(proof, Wish)).Error);
    }

    [Fact]
    public async Task After_32_answers_within_five_minutes_the_next_waits()
    {
        var (passkeys, id, user) = await WithPasskeyAsync(signCount: 0);
        for (var n = 0; n < 31; n++)
        {
            (await passkeys.SignIn(Proof(id, 0), Wish)).Require();
            await cluster.DeliveredAsync(user);
        }

        var refused = await passkeys.SignIn(Proof(id, 0), Wish);
        Assert.Equal(("too-many-attempts", TimeSpan.FromMinutes(5)), (refused.Error!.Code, refused.Error.RetryAfter));
        cluster.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await passkeys.SignIn(Proof(id, 0), Wish)).IsOk);
    }

    [Fact]
    public async Task Twenty_passkeys_are_the_most()
    {
        var (passkeys, id, user) = await WithPasskeyAsync();
        for (var n = 0; n < 19; n++)
        {
            (await passkeys.Add(NewPasskey(), Guid.Empty, Origin)).Require();
            await cluster.DeliveredAsync(user);
        }

        Assert.Equal(PasskeyErrors.TooManyPasskeys, (await passkeys.Add(NewPasskey(), Guid.Empty, Origin)).Error);
        Assert.Equal(PasskeyErrors.PasskeyKnown, (await passkeys.Add(NewPasskey() with { Id = id }, Guid.Empty, Origin)).Error);
        Assert.Equal(20, (await passkeys.List()).Count);
    }

    [Fact]
    public async Task A_sign_in_that_could_not_be_written_leaves_the_proof_good()
    {
        var (passkeys, id, user) = await WithPasskeyAsync();
        await cluster.DeliveredAsync(user);
        var proof = Proof(id, 2);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => passkeys.SignIn(proof, Wish));
        Assert.True((await passkeys.SignIn(proof, Wish)).IsOk);
    }

    [Fact]
    public async Task A_sign_in_whose_answer_was_lost_has_used_the_proof()
    {
        var (passkeys, id, user) = await WithPasskeyAsync(signCount: 0);
        await cluster.DeliveredAsync(user);
        var proof = Proof(id, 0);
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => passkeys.SignIn(proof, Wish));
        Assert.Equal(PasskeyErrors.PasskeyRefused, (await passkeys.SignIn(proof, Wish)).Error);
        Assert.True((await passkeys.SignIn(Proof(id, 0), Wish)).IsOk);
    }

    [Fact]
    public async Task A_passkey_that_could_not_be_written_is_added_by_the_same_answer()
    {
        var user = await cluster.RegisterAsync();
        await cluster.DeliveredAsync(user);
        var passkeys = cluster.Account<IAccountPasskeysGrain>(user);
        var made = NewPasskey();
        cluster.FailWrites(AccountState.Name, AccountKey.Of(user));
        await Assert.ThrowsAnyAsync<Exception>(() => passkeys.Add(made, Guid.Empty, Origin));
        Assert.Empty(await passkeys.List());
        Assert.True((await passkeys.Add(made, Guid.Empty, Origin)).IsOk);
    }

    [Fact]
    public async Task A_copy_is_noted_in_the_journal_and_refused_also_as_second_factor()
    {
        var (passkeys, id, user) = await WithPasskeyAsync(signCount: 7);
        Assert.Equal(PasskeyErrors.PasskeyRefused, (await passkeys.SignIn(Proof(id, 7), Wish)).Error);
        var factor = cluster.Account<IAccountSecondFactorGrain>(user);
        var phone = new Authenticator((await factor.SetUpTotp()).Require().Secret);
        (await factor.ConfirmTotp(phone.Code(cluster.Time.Now), Guid.Empty, Origin)).Require();
        var asked = (await factor.BeginSignIn(Wish with { Methods = [AuthenticationMethods.Password] })).Require().Asked!;
        Assert.True(ChallengeText.TryRead(asked.Challenge, out var challenge));
        var copied = new SecondFactorProof(null, null) { Passkey = Proof(id, 6) };
        Assert.Equal("second-factor-invalid", (await factor.FinishSignIn(challenge.Secret, copied, Origin)).Error!.Code);
        await cluster.DeliveredAsync(user);
        Assert.Equal(2, (await cluster.JournalAsync(user)).Count(e => e.Kind == "passkey-cloned"));
        Assert.Equal(["pwd", "hwk"], (await factor.FinishSignIn(challenge.Secret, new SecondFactorProof(null, null) { Passkey = Proof(id, 8) }, Origin)).Require().Methods);
    }

    [Fact]
    public async Task Confirming_a_session_says_so_from_then_on()
    {
        var (passkeys, id, user) = await WithPasskeyAsync();
        var session = (await cluster.SignInAsync(user)).SessionId;
        cluster.Time.Advance(TimeSpan.FromMinutes(20));
        var grant = (await passkeys.Confirm(session, Proof(id, 2), Origin)).Require();
        Assert.Equal((session, cluster.Time.Now, null), (grant.SessionId, grant.AuthenticatedAt, grant.RefreshToken));
        Assert.Equal(["pwd", "hwk"], grant.Methods);
        Assert.Equal("session-not-found", (await passkeys.Confirm(Guid.NewGuid(), Proof(id, 3), Origin)).Error!.Code);
    }

    [Fact]
    public async Task A_passkey_is_found_by_its_id()
    {
        var (passkeys, id, user) = await WithPasskeyAsync();
        var queries = cluster.Grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        Assert.Equal(user, await queries.PasskeyOwner(id));
        (await passkeys.Remove(id, Guid.Empty, Origin)).Require();
        Assert.Null(await queries.PasskeyOwner(id));
    }

    internal static NewPasskey NewPasskey(uint signCount = 1) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        PublicKey = [1, 2, 3],
        Name = "laptop",
        SignCount = signCount,
        Transports = ["internal"],
        BackupEligible = false,
        BackedUp = false,
        Challenge = Guid.NewGuid().ToString("N"),
    };

    private static PasskeyProof Proof(string id, uint signCount) => new(id, signCount, BackedUp: false, Guid.NewGuid().ToString("N"));

    private async Task<(IAccountPasskeysGrain Passkeys, string Id, UserId User)> WithPasskeyAsync(uint signCount = 1)
    {
        var user = await cluster.RegisterAsync();
        var passkeys = cluster.Account<IAccountPasskeysGrain>(user);
        return (passkeys, (await passkeys.Add(NewPasskey(signCount), Guid.Empty, Origin)).Require().Id, user);
    }
}
