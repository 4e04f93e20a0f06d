using System.Diagnostics;
using System.Net;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>What is taken away at one frontend process is refused at the other, by the feed or, where that is silent, by the documents.</summary>
[Collection<KillCollection>]
public sealed class OtherFrontendTests(KillFixture kill)
{
    private const int Repeats = 5;

    private static readonly TimeSpan ByFeed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ByDocuments = TimeSpan.FromSeconds(6);
    private static readonly CallOrigin Origin = new("Firefox on Linux", "192.0.2.0/24");

    [Fact]
    public async Task A_session_that_was_ended_is_refused_within_a_second()
    {
        KillFixture.NeedPostgres();
        var took = new List<TimeSpan>();
        for (var i = 0; i < Repeats; i++)
        {
            var (user, elsewhere) = await SignedInAsync();
            await user.Client.PostJsonAsync("/logout", null).IsAsync(204);
            took.Add(await RefusedAfterAsync(elsewhere, "unauthenticated"));
        }

        AssertSoon(took);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_within_a_second()
    {
        KillFixture.NeedPostgres();
        var took = new List<TimeSpan>();
        for (var i = 0; i < Repeats; i++)
        {
            var (user, elsewhere) = await SignedInAsync("shop:manager");
            (await Admins.SetRoles(user.Id, [], null, new ActedBy(new UserId(Guid.NewGuid()), Origin))).Require();
            took.Add(await RefusedAfterAsync(elsewhere, "token-outdated"));
            var next = await user.Client.PostJsonAsync("/refresh", new { refreshToken = user.RefreshToken }).JsonAsync();
            elsewhere.DefaultRequestHeaders.Authorization = new("Bearer", next.Text("accessToken"));
            Assert.Empty((await elsewhere.ReadAsync("/me").JsonAsync()).GetProperty("roles").EnumerateArray());
        }

        AssertSoon(took);
    }

    [Fact]
    public async Task What_no_feed_tells_of_is_refused_within_six_seconds()
    {
        KillFixture.NeedPostgres();
        var (one, oneElsewhere) = await SignedInAsync();
        var (other, otherElsewhere) = await SignedInAsync();
        var now = DateTimeOffset.UtcNow.ToMilliseconds();
        await WriteCutAsync(new Cut(CutKind.Session, one.Id, one.SessionId.ToString("D"), 0, now, now + Cut.Kept));
        await WriteCutAsync(new Cut(CutKind.UserBefore, other.Id, null, 2, now, now + Cut.Kept));
        var took = await Task.WhenAll(RefusedAfterAsync(oneElsewhere, "unauthenticated"), RefusedAfterAsync(otherElsewhere, "token-outdated"));
        Assert.All(took, time => Assert.InRange(time, TimeSpan.Zero, ByDocuments));
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

    private static async Task<TimeSpan> RefusedAfterAsync(HttpClient client, string code)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < ByDocuments * 2)
        {
            using var answer = await client.ReadAsync("/me");
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                await Task.FromResult(answer).IsRefusedAsync(401, code);
                return Stopwatch.GetElapsedTime(begun);
            }
        }

        throw new TimeoutException($"The other frontend still answers {ByDocuments * 2} later.");
    }

    /// <summary>The middle of five: one may meet a pause of the machine. None is later than without a feed.</summary>
    private static void AssertSoon(List<TimeSpan> took)
    {
        Assert.InRange(took.Order().ElementAt(Repeats / 2), TimeSpan.Zero, ByFeed);
        Assert.InRange(took.Max(), TimeSpan.Zero, ByDocuments);
    }

    /// <summary>A cut in a document that no grain has written, so that nobody publishes it.</summary>
    private async Task WriteCutAsync(Cut cut)
    {
        var id = new UserId(Guid.NewGuid());
        var document = new AccountState { Id = id, Status = AccountStatus.Deleted, Cuts = [cut], LastCutAt = cut.At };
        await using var rows = new Rows(kill.Postgres!.ConnectionString);
        await rows.ExecuteAsync(
            "INSERT INTO grain_state (state_name, grain_key, version, modified_at, state) VALUES ($1, $2, 1, now(), $3::jsonb)",
            AccountState.Name, AccountKey.Of(id), DocumentJson.Write(document));
    }
}
