namespace OrleansBackends.Tests.Polls.Web;

/// <summary>Counts what was exported, by nothing but the text of the file, and finds what the product found.</summary>
public sealed class RecountTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task Whoever_counts_the_exported_ballots_finds_the_same_points_pairs_and_winner()
    {
        var id = await owner.OpenPoll(new { type = "ranked", method = "schulze", expectedVoters = 50_000 });
        var random = new Random(14);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ =>
        {
            var order = PollClient.Ids.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(option => new[] { option }).ToArray();
            return app.NewVoter().Vote(id, new { ranking = order });
        }));
        await owner.Close(id);

        var file = RecountedFile.Parse(await owner.GetStringAsync($"/api/polls/{id}/ballots.blt"));
        var schulze = await owner.Results(id);
        Assert.Equal(60, file.Ballots);
        Assert.Equal(
            file.Pairs().Select(row => string.Join(',', row)),
            schulze.GetProperty("matrix").EnumerateArray().Select(row => string.Join(',', row.EnumerateArray().Select(cell => cell.GetInt64()))));
        var borda = await owner.Results(id, "?method=borda");
        Assert.Equal(file.Borda(), borda.GetProperty("tallies").EnumerateArray().Select(tally => tally.GetProperty("points").GetDecimal()));
        var plurality = await owner.Results(id, "?method=plurality");
        Assert.Equal(file.FirstRanks(), plurality.GetProperty("tallies").EnumerateArray().Select(tally => tally.GetProperty("points").GetDecimal()));
        Assert.Equal(file.FirstRanks().Sum(), plurality.GetProperty("ballots").GetInt64());
    }
}
