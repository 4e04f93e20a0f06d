using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class BallotApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task A_visitor_without_cookie_is_given_one_and_keeps_the_ballot()
    {
        var id = await owner.OpenPoll();
        var visitor = app.CreateClient();
        using var cast = await visitor.Choose(id, "o1");
        var cookie = cast.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("poll=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        visitor.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var again = await visitor.Choose(id, "o1");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
        using var changed = await visitor.Choose(id, "o2");
        Assert.Equal("\"v2\"", changed.Headers.ETag!.Tag);
        var own = await visitor.GetFromJsonAsync<JsonElement>($"/api/polls/{id}/ballot");
        Assert.Equal("o2", own.GetProperty("ballot").GetProperty("choices")[0].GetString());
        Assert.Equal(2, (await visitor.GetFromJsonAsync<JsonElement>($"/api/polls/{id}")).GetProperty("ballot").GetProperty("version").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.DeleteAsync($"/api/polls/{id}/ballot")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.DeleteAsync($"/api/polls/{id}/ballot")).StatusCode);
        await Problem.Read(await visitor.GetAsync($"/api/polls/{id}/ballot"), 404, "ballot-not-found");
        Assert.Equal(0, (await owner.Results(id)).GetProperty("ballots").GetInt32());
    }

    [Fact]
    public async Task Accounts_addresses_and_invitations_vote_once()
    {
        var account = await owner.OpenPoll(new { strength = "account" });
        await Problem.Read(await app.NewVoter().Choose(account, "o1"), 401, "unauthenticated");
        var somebody = NewPolls.Somebody();
        Assert.Equal(HttpStatusCode.Created, (await app.CreateClient(somebody).Choose(account, "o1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.CreateClient(somebody).Choose(account, "o2")).StatusCode);

        var address = await owner.OpenPoll(new { strength = "ip" });
        var visitor = app.CreateClient();
        Assert.Equal(HttpStatusCode.Created, (await visitor.Choose(address, "o1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Choose(address, "o2")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await app.CreateClient().Choose(address, "o1")).StatusCode);

        var invited = await owner.OpenPoll(new { strength = "invite" });
        await Problem.Read(await app.CreateClient().Choose(invited, "o1"), 403, "not-invited");
        using var made = await owner.PostAsJsonAsync($"/api/polls/{invited}/invites", new { labels = (string[])["=Ann", "Bob"] });
        var tokens = (await made.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().ToList();
        Assert.EndsWith($"/p/{invited}?invite={tokens[0].Text("token")}", tokens[0].Text("url"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await app.CreateClient().Vote(invited, new { choices = (string[])["o1"], invite = tokens[0].Text("token") })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.CreateClient().Vote(invited, new { choices = (string[])["o1"], invite = tokens[0].Text("token") })).StatusCode);
        await Problem.Read(await owner.DeleteAsync($"/api/polls/{invited}/invites/1"), 409, "already-used");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/polls/{invited}/invites/2")).StatusCode);
        await Problem.Read(await app.CreateClient().Vote(invited, new { choices = (string[])["o1"], invite = tokens[1].Text("token") }), 403, "invite-revoked");
        var csv = await owner.GetStringAsync($"/api/polls/{invited}/invites.csv");
        Assert.Contains("1,'=Ann,", csv, StringComparison.Ordinal);
        await Problem.Read(await owner.PostAsJsonAsync($"/api/polls/{address}/invites", new { count = 2 }), 409, "strength-is-not-invite");
        await Problem.Read(await app.CreateClient(NewPolls.Somebody()).GetAsync($"/api/polls/{invited}/invites"), 404, "poll-not-found");
    }

    [Theory]
    [InlineData("choice", """{"choices":["o9"]}""", "unknown-option")]
    [InlineData("choice", """{"choices":["o1","o1"]}""", "duplicate-option")]
    [InlineData("choice", """{"choices":[]}""", "too-few-choices")]
    [InlineData("choice", """{"choices":["o1","o2"]}""", "too-many-choices")]
    [InlineData("choice", """{"ranking":[["o1"]]}""", "wrong-ballot-type")]
    [InlineData("score", """{"scores":{"o1":6}}""", "score-out-of-range")]
    [InlineData("ranked", """{"ranking":[]}""", "ranking-too-short")]
    [InlineData("date", """{"answers":{"o1":"yes"}}""", "answer-missing")]
    [InlineData("quadratic", """{"votes":{"o1":11}}""", "credits-exceeded")]
    [InlineData("quadratic", """{"votes":{"o1":-1}}""", "against-not-allowed")]
    public async Task An_invalid_ballot_says_why_and_counts_for_nothing(string type, string ballot, string code)
    {
        var id = await owner.OpenPoll(new { type });
        var voter = app.NewVoter();
        await Problem.Read(await voter.PutAsync($"/api/polls/{id}/ballot", Problem.Json(ballot)), 422, code);
        Assert.Equal(0, (await owner.Results(id)).GetProperty("ballots").GetInt32());
    }

    [Theory]
    [InlineData("score", """{"scores":{"o1":5,"o3":2}}""", "o1")]
    [InlineData("ranked", """{"ranking":[["o2"],["o1","o3"]]}""", "o2")]
    [InlineData("approval", """{"choices":["o3"]}""", "o3")]
    [InlineData("date", """{"answers":{"o1":"no","o2":"if-need-be","o3":"yes"}}""", "o3")]
    [InlineData("quadratic", """{"votes":{"o1":3,"o2":1}}""", "o1")]
    public async Task Every_type_takes_its_ballots(string type, string ballot, string winner)
    {
        var id = await owner.OpenPoll(new { type });
        var voter = app.NewVoter();
        using var cast = await voter.PutAsync($"/api/polls/{id}/ballot", Problem.Json(ballot));
        Assert.True(cast.IsSuccessStatusCode, await cast.Content.ReadAsStringAsync());
        Assert.Equal(winner, (await owner.Results(id)).GetProperty("winners")[0].GetString());
        Assert.Equal(1, (await voter.GetFromJsonAsync<JsonElement>($"/api/polls/{id}")).GetProperty("ballot").GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_ballot_meant_for_another_version_is_refused()
    {
        var id = await owner.OpenPoll();
        var voter = app.NewVoter();
        await voter.Choose(id, "o1");
        voter.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "\"v2\"");
        await Problem.Read(await voter.Choose(id, "o2"), 412, "stale");
    }

    [Fact]
    public async Task A_bad_token_and_a_flood_of_one_address_are_refused()
    {
        var id = await owner.OpenPoll();
        var voter = app.CreateClient();
        voter.DefaultRequestHeaders.Add("Voter-Token", "short");
        await Problem.Read(await voter.Choose(id, "o1"), 400, "invalid-request");
        var flood = app.CreateClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => flood.Choose(id, "o1")));
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), 8, 11);
    }

    [Fact]
    public async Task A_result_that_has_not_changed_is_not_sent_again()
    {
        var id = await owner.OpenPoll();
        await app.NewVoter().Choose(id, "o1");
        using var first = await owner.GetAsync($"/api/polls/{id}/results");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/polls/{id}/results") { Headers = { { "If-None-Match", first.Headers.ETag!.Tag } } };
        using var again = await owner.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/results?method=stv"), 422, "method-does-not-fit");
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/results?method=dice"), 400, "invalid-request");
    }
}
