using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

public sealed class TokenStandingTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private readonly UserId user = new(Guid.NewGuid());
    private readonly string session = Guid.NewGuid().ToString("D");
    private readonly RevocationSet revocations;

    public TokenStandingTests()
    {
        revocations = new RevocationSet(time);
        revocations.ReadCompletely(time.GetUtcNow());
    }

    [Fact]
    public void Nobody_in_particular_and_a_good_token_stay()
    {
        Assert.True(IsGood());
        Assert.True(IsGood(Token()));
        Assert.True(IsGood(Key()));
    }

    [Fact]
    public void A_cut_session_key_or_generation_goes()
    {
        Cut(CutKind.ApiKey, "k1", 0);
        Assert.False(IsGood(Key()));
        Assert.True(IsGood(Token()));
        Cut(CutKind.UserBefore, null, 2);
        Assert.False(IsGood(Token(generation: 1)));
        Assert.True(IsGood(Token(generation: 2)));
        Cut(CutKind.Session, session, 0);
        Assert.False(IsGood(Token(generation: 2)));
    }

    [Fact]
    public void A_token_that_has_ended_goes()
    {
        var token = Token();
        time.Advance(AccessTokens.Life);
        revocations.ReadCompletely(time.GetUtcNow());
        Assert.False(IsGood(token));
        Assert.True(IsGood());
    }

    [Fact]
    public void Nobody_is_known_where_cuts_cannot_be_read()
    {
        time.Advance(RevocationSet.MaxAge + TimeSpan.FromSeconds(1));
        Assert.False(IsGood(Token()));
        Assert.True(IsGood());
    }

    private Claim[] Token(int generation = 1) =>
    [
        new("sub", $"{user}"), new("sid", session), new("gen", $"{generation}"),
        new("exp", (time.GetUtcNow() + AccessTokens.Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    private Claim[] Key() => [new("sub", $"{user}"), new("key", "k1")];

    private bool IsGood(params Claim[] claims) =>
        new TokenStanding(revocations, time).IsStillGood(new ClaimsPrincipal(new ClaimsIdentity(claims, claims.Length > 0 ? "test" : null)));

    private void Cut(CutKind kind, string? id, int generation) =>
        revocations.Add(new Cut(kind, user, id, generation, time.GetUtcNow(), time.GetUtcNow() + Grains.Interfaces.Accounts.Cut.Kept));
}
