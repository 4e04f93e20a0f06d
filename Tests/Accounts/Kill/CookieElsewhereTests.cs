using System.Net;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

/// <summary>A browser whose session or role is taken away at one frontend process, as the other one answers it.</summary>
[Collection<KillCollection>]
public sealed class CookieElsewhereTests(KillFixture kill)
{
    private static readonly string[] Roles = ["shop:manager"];

    private IAdminsGrain Admins => kill.Grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main);

    [Fact]
    public async Task A_session_that_was_ended_is_refused_within_a_second()
    {
        KillFixture.NeedPostgres();
        var user = await kill.NewBrowser(0).RegisterAsync();
        var took = new List<TimeSpan>();
        for (var i = 0; i < Elsewhere.Repeats; i++)
        {
            using var here = await SignInAsync(user);
            using var there = await CopyAsync(here);
            await here.Client.PostJsonAsync("/logout", null).IsAsync(204);
            took.Add(await Elsewhere.AfterAsync(() => IsRefusedAsync(there)));
            Assert.Null(there.Session);
        }

        Elsewhere.AssertByFeed(took);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_within_a_second_and_the_session_goes_on()
    {
        KillFixture.NeedPostgres();
        var user = await kill.NewBrowser(0).RegisterAsync();
        using var here = await SignInAsync(user);
        using var there = await CopyAsync(here);
        var took = new List<TimeSpan>();
        for (var i = 0; i < Elsewhere.Repeats; i++)
        {
            (await Admins.SetRoles(user.Id, Roles, null, new ActedBy(user.Id, Origin))).Require();
            await Elsewhere.AfterAsync(async () => await RolesAsync(there) == Roles.Length);
            (await Admins.SetRoles(user.Id, [], null, new ActedBy(user.Id, Origin))).Require();
            took.Add(await Elsewhere.AfterAsync(async () => await RolesAsync(there) == 0));
        }

        Elsewhere.AssertByFeed(took);
    }

    [Fact]
    public async Task What_no_feed_tells_of_is_refused_within_six_seconds()
    {
        KillFixture.NeedPostgres();
        var user = await kill.NewBrowser(0).RegisterAsync();
        using var here = await SignInAsync(user);
        using var there = await CopyAsync(here);
        var session = (await here.Client.ReadAsync("/sessions").JsonAsync()).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("current").GetBoolean());
        var now = DateTimeOffset.UtcNow.ToMilliseconds();
        await kill.WriteCutAsync(new Cut(CutKind.Session, user.Id, session.Text("id"), 0, now, now + Cut.Kept));
        Elsewhere.AssertByDocuments(await Task.WhenAll(
            Elsewhere.AfterAsync(() => IsRefusedAsync(here)), Elsewhere.AfterAsync(() => IsRefusedAsync(there))));
    }

    private async Task<CookieClient> SignInAsync(SignedInUser user) => await new CookieClient(kill.Cluster.Frontends[0].Address).SignInAsync(user);

    private async Task<CookieClient> CopyAsync(CookieClient here)
    {
        var there = await here.Copy(kill.Cluster.Frontends[1].Address).ReadTokenAsync();
        await there.Client.ReadAsync("/me").IsAsync(200);
        return there;
    }

    private static async Task<bool> IsRefusedAsync(CookieClient browser)
    {
        using var answer = await browser.Client.ReadAsync("/me");
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer.StatusCode == HttpStatusCode.Unauthorized;
    }

    private static async Task<int> RolesAsync(CookieClient browser) => (await browser.Client.ReadAsync("/me").JsonAsync()).GetProperty("roles").GetArrayLength();
}
