using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Tests.Polls.Proofs;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class ReceiptApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task Whoever_has_a_receipt_checks_after_the_close_that_the_ballot_was_counted()
    {
        var id = await owner.OpenPoll(new { type = "ranked", expectedVoters = 50_000 });
        var voters = Enumerable.Range(0, 9).Select(_ => app.NewVoter()).ToList();
        var receipts = new List<string>();
        foreach (var voter in voters)
        {
            using var cast = await voter.Vote(id, new { ranking = (string[][])[["o2"], ["o1", "o3"]] });
            receipts.Add((await cast.Content.ReadFromJsonAsync<JsonElement>()).Text("receipt"));
        }

        using var repeated = await voters[0].Vote(id, new { ranking = (string[][])[["o2"], ["o3", "o1"]] });
        Assert.Equal(receipts[0], (await repeated.Content.ReadFromJsonAsync<JsonElement>()).Text("receipt"));
        Assert.Equal(receipts[0], (await voters[0].GetFromJsonAsync<JsonElement>($"/api/polls/{id}/ballot")).Text("receipt"));
        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{id}/receipts/{receipts[0]}"), 409, "poll-not-closed");
        await owner.Close(id);
        var audit = await app.CreateClient().GetFromJsonAsync<JsonElement>($"/api/polls/{id}/audit");
        Assert.Equal(9, audit.GetProperty("treeSize").GetInt64());
        foreach (var receipt in receipts)
        {
            var proof = await app.CreateClient().GetFromJsonAsync<JsonElement>($"/api/polls/{id}/receipts/{receipt}");
            const string Ballot = """{"ranking":[["o2"],["o1","o3"]]}""";
            Assert.Equal(Ballot, proof.Text("ballot"));
            Assert.True(ReceiptVerifier.Holds(proof, receipt, Ballot, audit.Text("root")));
            Assert.False(ReceiptVerifier.Holds(proof, receipt, """{"ranking":[["o1"],["o2","o3"]]}""", audit.Text("root")));
        }

        await Problem.Read(await app.CreateClient().GetAsync($"/api/polls/{id}/receipts/AAAAAAAAAAAAAAAAAAAAAA"), 404, "receipt-not-found");
        await Problem.Read(await app.CreateClient().GetAsync("/api/polls/000000000000/receipts/AAAAAAAAAAAAAAAAAAAAAA"), 404, "poll-not-found");
    }

    [Fact]
    public async Task A_voter_may_draw_the_nonce_and_another_may_not_take_it()
    {
        var id = await owner.OpenPoll();
        using var cast = await app.NewVoter().Vote(id, new { choices = PollClient.Ids[..1], nonce = "AQIDBAUGBwgJCgsMDQ4PEA" });
        Assert.Equal("AQIDBAUGBwgJCgsMDQ4PEA", (await cast.Content.ReadFromJsonAsync<JsonElement>()).Text("receipt"));
        await Problem.Read(await app.NewVoter().Vote(id, new { choices = PollClient.Ids[..1], nonce = "AQIDBAUGBwgJCgsMDQ4PEA" }), 409, "nonce-taken");
        await Problem.Read(await app.NewVoter().Vote(id, new { choices = PollClient.Ids[..1], nonce = "AQIDBAUGBwgJCgsMDQ4PEB" }), 400, "invalid-request");
    }
}
