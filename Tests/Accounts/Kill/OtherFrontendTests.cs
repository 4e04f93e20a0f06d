using System.Net;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>What is taken away at one frontend process is refused at the other, by the feed or, where that is silent, by the documents.</summary>
[Collection<KillCollection>]
public sealed class OtherFrontendTests(KillFixture kill)
{
    private static readonly CallOrigin Origin = new("Firefox on Linux", "192.0.2.0/24");

    [Fact]
    public async Task A_session_that_was_ended_is_refused_within_a_second()
    {
        KillFixture.NeedPostgres();
        var took = new List<TimeSpan>();
        for (var i = 0; i < Elsewhere.Repeats; i++)
        {
            var (user, elsewhere) = await SignedInAsync();
            await user.Client.PostJsonAsync("/logout", null).IsAsync(204);
            took.Add(await RefusedAfterAsync(elsewhere, "unauthenticated"));
        }

        Elsewhere.AssertByFeed(took);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_within_a_second()
    {
        KillFixture.NeedPostgres();
        var took = new List<TimeSpan>();
        for (var i = 0; i < Elsewhere.Repeats; i++)
        {
            var (user, elsewhere) = await SignedInAsync("shop:manager");
            (await Admins.SetRoles(user.Id, [], null, new ActedBy(new UserId(Guid.NewGuid()), Origin))).Require();
            took.Add(await RefusedAfterAsync(elsewhere, "token-outdated"));
            var next = await user.Client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
            elsewhere.DefaultRequestHeaders.Authorization = new("Bearer", next.Text("accessToken"));
            Assert.Empty((await elsewhere.ReadAsync("/me").JsonAsync()).GetProperty("roles").EnumerateArray());
        }

        Elsewhere.AssertByFeed(took);
    }

    [Fact]
    public async Task What_no_feed_tells_of_is_refused_within_six_seconds()
    {
        KillFixture.NeedPostgres();
        var (one, oneElsewhere) = await SignedInAsync();
        var (other, otherElsewhere) = await SignedInAsync();
        var now = DateTimeOffset.UtcNow.ToMilliseconds();
        await kill.WriteCutAsync(new Cut(CutKind.Session, one.Id, one.SessionId.ToString("D"), 0, now, now + Cut.Kept));
        await kill.WriteCutAsync(new Cut(CutKind.UserBefore, other.Id, null, 2, now, now + Cut.Kept));
        var took = await Task.WhenAll(RefusedAfterAsync(oneElsewhere, "unauthenticated"), RefusedAfterAsync(otherElsewhere, "token-outdated"));
        Elsewhere.AssertByDocuments(took);
    }

    private IAdminsGrain Admins => kill.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main);

    /// <summary>Somebody at one frontend, and his token at the other, where it was found good.</summary>
    private async Task<(SignedInUser User, HttpClient Elsewhere)> SignedInAsync(params string[] roles)
    {
        var user = await kill.NewBrowser(0).RegisterAsync();
        if (roles.Length > 0)
        {
            (await Admins.SetRoles(user.Id, roles, null, new ActedBy(user.Id, Origin))).Require();
            user = await user.Client.SignInAsync(user.Email, user.Password);
        }

        var elsewhere = kill.NewBrowser(1);
        elsewhere.DefaultRequestHeaders.Authorization = user.Client.DefaultRequestHeaders.Authorization;
        await elsewhere.ReadAsync("/me").IsAsync(200);
        return (user, elsewhere);
    }

    private static Task<TimeSpan> RefusedAfterAsync(HttpClient client, string code) => Elsewhere.AfterAsync(async () =>
    {
        using var answer = await client.ReadAsync("/me");
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return false;
        }

        await Task.FromResult(answer).IsRefusedAsync(401, code);
        return true;
    });
}
