using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class SecretApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task A_secret_ballot_answers_a_receipt_and_afterwards_only_that_it_is_there()
    {
        var id = await owner.OpenPoll(new { privacy = "secret" });
        var voter = app.NewVoter();
        var ballot = new { choices = PollClient.Ids[..1], nonce = "AQIDBAUGBwgJCgsMDQ4PEA" };
        using var cast = await voter.Vote(id, ballot);
        Assert.Equal(HttpStatusCode.Created, cast.StatusCode);
        Assert.Equal("""{"version":1,"castAt":null,"receipt":"AQIDBAUGBwgJCgsMDQ4PEA"}""", await cast.Content.ReadAsStringAsync());
        using var repeated = await voter.Vote(id, ballot);
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        await Problem.Read(await voter.Vote(id, new { choices = PollClient.Ids[..1] }), 409, "already-voted");
        await Problem.Read(await app.NewVoter().Vote(id, ballot), 409, "nonce-taken");
        Assert.Equal("""{"voted":true}""", await voter.GetStringAsync($"/api/polls/{id}/ballot"));
        await Problem.Read(await voter.DeleteAsync($"/api/polls/{id}/ballot"), 409, "withdrawal-not-allowed");
        Assert.True((await voter.GetFromJsonAsync<JsonElement>($"/api/polls/{id}")).GetProperty("ballot").GetProperty("voted").GetBoolean());
    }

    [Fact]
    public async Task Below_five_secret_ballots_no_answer_shows_a_count()
    {
        var id = await owner.OpenPoll(new { privacy = "secret" });
        await app.NewVoter().Choose(id, "o1");
        await AssertNothing("results", 403, "too-few-ballots");
        await AssertNothing("ballots.csv", 403, "results-hidden-until-close");
        await owner.Close(id);
        foreach (var path in new[] { "results", "results?method=plurality", "chart.svg", "ballots.csv" })
        {
            await AssertNothing(path, 403, "too-few-ballots");
        }

        Assert.Equal(1, (await owner.GetFromJsonAsync<JsonElement>($"/api/polls/{id}/audit")).GetProperty("ballots").GetInt32());
        Assert.Empty((await owner.GetFromJsonAsync<JsonElement>($"/api/polls/{id}/voters")).GetProperty("items").EnumerateArray());

        async Task AssertNothing(string path, int status, string code) => await Problem.Read(await owner.GetAsync($"/api/polls/{id}/{path}"), status, code);
    }

    [Fact]
    public async Task Secret_ballots_are_exported_after_the_close_and_the_file_counts_as_the_result()
    {
        var id = await owner.OpenPoll(new { privacy = "secret", expectedVoters = 50_000 });
        await Task.WhenAll(Enumerable.Range(0, 40).Select(voter => app.NewVoter().Choose(id, PollClient.Ids[voter % 3])));
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/ballots.csv"), 403, "results-hidden-until-close");
        await owner.Close(id);
        var rows = (await owner.GetStringAsync($"/api/polls/{id}/ballots.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal([14, 13, 13], Enumerable.Range(0, 3).Select(option => rows.Count(row => row.Split(',')[option] == "1")));
        Assert.Equal([14, 13, 13], (await owner.Results(id)).GetProperty("tallies").EnumerateArray().Select(tally => tally.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_secret_poll_allows_no_change_and_no_capacities()
    {
        await Problem.Read(await Make(new { allowChange = true }), 422, "secret-no-change");
        await Problem.Read(await Make(new { allowWithdraw = true }), 422, "secret-no-change");
        await Problem.Read(await Make(new { options = new[] { new { text = "a", capacity = 3 }, new { text = "b", capacity = 3 } } }), 422, "secret-no-capacity");
    }

    private Task<HttpResponseMessage> Make(object more)
    {
        var body = JsonSerializer.SerializeToNode(more, JsonSerializerOptions.Web)!.AsObject();
        body.TryAdd("title", "Secret?");
        body.TryAdd("options", JsonSerializer.SerializeToNode(PollClient.Places.Select(text => new { text })));
        body["privacy"] = "secret";
        return owner.PostAsJsonAsync("/api/polls", body);
    }
}
