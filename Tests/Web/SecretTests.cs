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
        Assert.Equal(new PasswordCheck(true, false), (await pool.VerifyAsync("correct horse", kept)).Require());
        Assert.False((await pool.VerifyAsync("correct house", kept)).Require().Matches);
        Assert.False((await pool.VerifyAsync("", null)).Require().Matches);
    }

    [Fact]
    public void A_hash_with_other_numbers_still_matches_and_is_outdated()
    {
        var old = PasswordHash.Compute("secret", PasswordForm.SharedSecret with { Iterations = 1_000 });
        var read = PasswordHash.Parse(old.ToString())!;
        Assert.True(read.Matches("secret"));
        Assert.True(read.IsOutdated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("md5$1$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$600000$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$600000$A*$A")]
    public void Other_text_is_no_hash(string text) => Assert.Null(PasswordHash.Parse(text));

    [Fact]
    public async Task More_than_the_pool_can_hold_is_refused_at_once()
    {
        var time = new HeldTime();
        using var pool = new PasswordPool(time, workers: 1);
        var first = pool.HashAsync("x", Quick);
        await TestTime.Soon(time.Taken, "the worker has taken the first");
        var others = Enumerable.Range(0, 40).Select(_ => pool.HashAsync("x", Quick)).ToList();
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

    private static PasswordForm Quick => PasswordForm.SharedSecret with { Iterations = 1_000 };

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
