using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class SecretTests
{
    [Fact]
    public async Task A_password_is_known_again_and_another_is_not()
    {
        using var pool = new PasswordPool(TimeProvider.System);
        var kept = (await pool.HashAsync("correct horse", PasswordForm.Account)).Require();
        Assert.StartsWith("pbkdf2-sha512$220000$", kept, StringComparison.Ordinal);
        Assert.Equal(new PasswordCheck(true, false), (await pool.VerifyAsync("correct horse", kept, PasswordForm.Account)).Require());
        Assert.False((await pool.VerifyAsync("correct house", kept, PasswordForm.Account)).Require().Matches);
        Assert.False((await pool.VerifyAsync("", null, PasswordForm.Account)).Require().Matches);
    }

    [Fact]
    public async Task A_secret_of_another_form_still_matches_and_is_outdated()
    {
        using var pool = new PasswordPool(TimeProvider.System);
        foreach (PasswordForm form in (PasswordForm[])[Quick, PasswordForm.Account with { Iterations = 1_000 }, new Argon2idForm(64, 1, 1)])
        {
            var old = (await pool.HashAsync("secret", form)).Require();
            Assert.Equal(new PasswordCheck(true, false), (await pool.VerifyAsync("secret", old, form)).Require());
            Assert.Equal(new PasswordCheck(true, true), (await pool.VerifyAsync("secret", old, PasswordForm.SharedSecret)).Require());
            Assert.False((await pool.VerifyAsync("", old, form)).Require().Matches);
        }
    }

    [Fact]
    public async Task Nobodys_secret_takes_the_work_of_somebodys()
    {
        using var pool = new PasswordPool(TimeProvider.System);
        var form = new CountingForm();
        Assert.False((await pool.VerifyAsync("secret", null, form)).Require().Matches);
        Assert.Equal((1, PasswordForm.SaltLength), (form.Derived, form.Salt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("md5$1$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$600000$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$600000$A*$A")]
    [InlineData("argon2id$m=64,t=1$AAAA$AAAA")]
    [InlineData("argon2id$m=64,t=1,p=0$AAAA$AAAA")]
    [InlineData("argon2id$m=64,t=1,p=1$AAAA$AAAA")]
    public void Other_text_is_no_hash(string text) => Assert.Null(PasswordHash.Parse(text));

    [Fact]
    public async Task More_than_the_pool_can_hold_is_refused_at_once()
    {
        var time = new HeldTime();
        using var pool = new PasswordPool(time, workers: 1);
        var first = pool.HashAsync("x", Quick);
        await TestTime.Soon(time.Taken, "the worker has taken the first");
        Assert.False(pool.IsFull);
        var others = Enumerable.Range(0, 40).Select(_ => pool.HashAsync("x", Quick)).ToList();
        Assert.True(pool.IsFull);
        time.GoOn();
        Assert.True((await first).IsOk);
        var results = await Task.WhenAll(others);
        Assert.Equal(32, results.Count(r => r.IsOk));
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("busy", r.Error!.Code));
    }

    [Fact]
    public async Task Who_has_waited_two_seconds_is_refused_and_whoever_comes_later_is_served()
    {
        var time = new HeldTime();
        using var pool = new PasswordPool(time, workers: 1);
        var begun = pool.HashAsync("first", Quick);
        await TestTime.Soon(time.Taken, "the worker has taken the first");
        var waiting = pool.HashAsync("second", Quick);
        time.Advance(TimeSpan.FromSeconds(2.1));
        time.GoOn();
        Assert.True((await begun).IsOk);
        var refused = (await waiting).Error!;
        Assert.Equal(("busy", TimeSpan.FromSeconds(2)), (refused.Code, refused.RetryAfter));
        Assert.True((await pool.HashAsync("third", Quick)).IsOk);
    }

    [Fact]
    public void A_token_holds_for_its_purpose_and_time_only()
    {
        var time = new FakeTimeProvider();
        var tokens = new SignedTokens(new EphemeralDataProtectionProvider(), time);
        var token = tokens.Make("preview", 17, TimeSpan.FromMinutes(5));
        Assert.True(tokens.TryRead<int>("preview", token, out var value));
        Assert.Equal(17, value);
        Assert.False(tokens.TryRead<int>("download", token, out _));
        Assert.False(tokens.TryRead<int>("preview", token[..^2], out _));
        Assert.False(tokens.TryRead<int>("preview", "*", out _));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(tokens.TryRead<int>("preview", token, out _));
    }

    private static Pbkdf2Form Quick => PasswordForm.SharedSecret with { Iterations = 1_000 };

    private sealed record CountingForm() : PasswordForm("counting", HashLength: 4)
    {
        public int Derived { get; private set; }

        public int Salt { get; private set; }

        public override string Numbers => "1";

        public override byte[] Derive(byte[] secret, byte[] salt)
        {
            (Derived, Salt) = (Derived + 1, salt.Length);
            return [1, 2, 3, 4];
        }
    }

    /// <summary>The pool asks for the time when somebody comes and when a worker takes him; the first that is taken waits until the test goes on.</summary>
    private sealed class HeldTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource goOn = new();
        private int asked;

        public Task Taken => taken.Task;

        public void GoOn() => goOn.SetResult();

        public override long GetTimestamp()
        {
            var now = base.GetTimestamp();
            if (Interlocked.Increment(ref asked) == 2)
            {
                taken.SetResult();
                goOn.Task.GetAwaiter().GetResult();
            }

            return now;
        }
    }
}
