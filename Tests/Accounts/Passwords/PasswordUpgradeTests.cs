using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts.Passwords;

/// <summary>Operators change how passwords are kept; nobody notices, and the next sign-in keeps his anew.</summary>
public sealed class PasswordUpgradeTests(AppFixture app)
{
    private static readonly string First = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string Second = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    /// <summary>Weaker than any start allows, since only how they follow each other is looked at.</summary>
    private static readonly Dictionary<string, PasswordOptions> Settings = new()
    {
        ["pbkdf2"] = new() { Iterations = 1_000 },
        ["pbkdf2 longer"] = new() { Iterations = 1_001 },
        ["argon2id"] = new() { Algorithm = "argon2id", MemoryKiB = 64 },
        ["argon2id larger"] = new() { Algorithm = "argon2id", MemoryKiB = 65 },
        ["argon2id, first pepper"] = new() { Algorithm = "argon2id", MemoryKiB = 64, Pepper = First },
        ["first pepper"] = new() { Iterations = 1_000, Pepper = First },
        ["second pepper"] = new() { Iterations = 1_000, Pepper = Second, OldPeppers = { First } },
        ["no pepper any more"] = new() { Iterations = 1_000, OldPeppers = { First } },
    };

    [Theory]
    [InlineData("pbkdf2", "argon2id")]
    [InlineData("argon2id", "pbkdf2")]
    [InlineData("pbkdf2", "pbkdf2 longer")]
    [InlineData("argon2id", "argon2id larger")]
    [InlineData("pbkdf2", "first pepper")]
    [InlineData("pbkdf2", "argon2id, first pepper")]
    [InlineData("first pepper", "second pepper")]
    [InlineData("first pepper", "no pepper any more")]
    public async Task The_next_sign_in_keeps_a_password_as_it_is_set_now(string before, string after)
    {
        var (user, email) = await RegisterAsync(Settings[before]);
        var since = (await KeptAsync(user))!;
        Assert.Equal("invalid-credentials", (await SignInAsync(Settings[after], email, "not the password")).Error?.Code);
        (await SignInAsync(Settings[after], email)).Require();
        await TestTime.Eventually(async () => (await KeptAsync(user))!.Version == since.Version + 1, "the password is kept anew, for which no answer waits");

        var alone = new PasswordOptions { Algorithm = Settings[after].Algorithm, Pepper = Settings[after].Pepper };
        Assert.True((await Passwords(alone).VerifyAsync(SigningIn.Password, await KeptAsync(user))).Require().Matches);
        Assert.False((await Passwords(Settings[after]).VerifyAsync(SigningIn.Password, await KeptAsync(user))).Require().IsOutdated);
        Assert.Equal("invalid-credentials", (await SignInAsync(Settings[after], email, "not the password")).Error?.Code);
        (await SignInAsync(Settings[after], email)).Require();
    }

    [Fact]
    public async Task A_pepper_that_is_gone_is_told_to_the_operator_and_charged_to_nobody()
    {
        using var log = new FaultLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        var (user, email) = await RegisterAsync(Settings["first pepper"]);
        for (var i = 0; i < 6; i++)
        {
            var refused = (await SignInAsync(Settings["pbkdf2"], email, logger: logging.CreateLogger<AccountPasswords>())).Error!;
            Assert.Equal((ErrorKind.Unavailable, "unavailable"), (refused.Kind, refused.Code));
        }

        var pepper = (await KeptAsync(user))!.PepperId!;
        Assert.Equal(6, log.Faults.Count);
        Assert.All(log.Faults, fault => Assert.Contains($"the pepper {pepper}, ", fault, StringComparison.Ordinal));
        (await SignInAsync(Settings["first pepper"], email)).Require();
    }

    [Fact]
    public async Task With_a_pepper_the_password_alone_matches_nothing()
    {
        var (user, _) = await RegisterAsync(Settings["first pepper"]);
        var kept = (await KeptAsync(user))!;
        Assert.NotNull(kept.PepperId);
        Assert.False(PasswordHash.Parse(kept.Hash)!.Matches(SigningIn.Password));
        Assert.False((await Passwords(Settings["pbkdf2"]).VerifyAsync(SigningIn.Password, kept with { PepperId = null })).Require().Matches);
    }

    [Theory]
    [InlineData("argon2id")]
    [InlineData("argon2id, first pepper")]
    public async Task An_address_that_nobody_has_gets_the_answer_of_one_that_somebody_has(string settings)
    {
        var (_, email) = await RegisterAsync(Settings[settings]);
        var known = await SignInAsync(Settings[settings], email, "");
        Assert.Equal("invalid-credentials", known.Error?.Code);
        Assert.Equal(known, await SignInAsync(Settings[settings], $"{Guid.NewGuid():N}@example.com", ""));
    }

    private async Task<(UserId User, string Email)> RegisterAsync(PasswordOptions options)
    {
        var name = $"u{Guid.NewGuid():N}";
        var request = new RegisterRequest { Email = $"{name}@example.com", Username = name[..20], Password = SigningIn.Password };
        (await Flows(options).RegisterAsync(request, AccountTestData.Origin, null)).Require();
        return (await Flows(options).FindAsync(AddressKey.Of(request.Email)!), request.Email);
    }

    private Task<KeptPassword?> KeptAsync(UserId user) => app.Grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user)).Password();

    private Task<Result<SignInStep>> SignInAsync(
        PasswordOptions options, string email, string password = SigningIn.Password, ILogger<AccountPasswords>? logger = null) =>
        Flows(options, logger).SignInAsync(new LoginRequest { Email = email, Password = password }, AccountTestData.Origin, device: null);

    private AccountPasswords Passwords(PasswordOptions options, ILogger<AccountPasswords>? logger = null) =>
        new(app.Services.GetRequiredService<PasswordPool>(), Options.Create(options), logger ?? NullLogger<AccountPasswords>.Instance);

    private AccountFlows Flows(PasswordOptions options, ILogger<AccountPasswords>? logger = null) => new(
        app.Grains, Passwords(options, logger), app.Services.GetRequiredService<PasswordPolicy>(),
        Options.Create(new AccountsOptions { RequireVerifiedEmail = false }), TimeProvider.System, NullLogger<AccountFlows>.Instance);
}
