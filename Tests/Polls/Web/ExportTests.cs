using System.Xml.Linq;

namespace OrleansBackends.Tests.Polls.Web;

public sealed class ExportTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewPolls.Somebody());

    [Fact]
    public async Task Rankings_are_written_as_blt_and_preflib_with_weights_and_in_order()
    {
        var id = await owner.OpenPoll(new { type = "ranked", method = "schulze", seats = 2, title = "Best \"fruit\"" });
        foreach (var ranking in (string[][][])[[["o2"], ["o1", "o3"]], [["o1"]], [["o1"]]])
        {
            await app.NewVoter().Vote(id, new { ranking });
        }

        Assert.Equal("3 2\n2 1 0\n1 2 1=3 0\n0\n\"Lake\"\n\"Hills\"\n\"Sea\"\n\"Best 'fruit'\"\n", await owner.GetStringAsync($"/api/polls/{id}/ballots.blt"));
        var toi = await owner.GetStringAsync($"/api/polls/{id}/ballots.toi");
        Assert.Contains("# DATA TYPE: toi\n", toi, StringComparison.Ordinal);
        Assert.Contains("# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 3\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: Lake\n", toi, StringComparison.Ordinal);
        Assert.EndsWith("2: 1\n1: 2,{1,3}\n", toi, StringComparison.Ordinal);
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/ballots.soi"), 409, "format-does-not-fit");
        Assert.Equal("o1,o2,o3\r\n1,,\r\n1,,\r\n2,1,2\r\n", await owner.GetStringAsync($"/api/polls/{id}/ballots.csv"));
    }

    [Fact]
    public async Task Every_other_type_is_written_as_csv_alone()
    {
        var id = await owner.OpenPoll(new { type = "date" });
        await app.NewVoter().Vote(id, new { answers = new { o1 = "yes", o2 = "no", o3 = "if-need-be" } });
        Assert.Equal("o1,o2,o3\r\nyes,no,if-need-be\r\n", await owner.GetStringAsync($"/api/polls/{id}/ballots.csv"));
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/ballots.blt"), 409, "format-does-not-fit");
        var hidden = await owner.OpenPoll(new { visibility = "after-vote" });
        await Problem.Read(await owner.GetAsync($"/api/polls/{hidden}/ballots.csv"), 403, "results-hidden-until-close");
    }

    [Theory]
    [InlineData("choice", null, """{"choices":["o2"]}""")]
    [InlineData("grade", null, """{"grades":{"o1":0,"o2":2,"o3":1}}""")]
    [InlineData("date", null, """{"answers":{"o1":"no","o2":"yes","o3":"yes"}}""")]
    [InlineData("ranked", "irv", """{"ranking":[["o2"],["o1"]]}""")]
    [InlineData("ranked", "schulze", """{"ranking":[["o2"],["o1"]]}""")]
    [InlineData("score", "score-mean", """{"scores":{"o1":5}}""")]
    public async Task A_chart_is_one_picture_without_script_whose_text_is_escaped(string type, string? method, string ballot)
    {
        var grades = type == "grade" ? (string[])["bad", "fair", "good"] : null;
        var id = await owner.OpenPoll(new { type, method, grades, title = "<script>alert('x')</script> & more" });
        using var cast = await app.NewVoter().PutAsync($"/api/polls/{id}/ballot", Problem.Json(ballot));
        Assert.True(cast.IsSuccessStatusCode, await cast.Content.ReadAsStringAsync());
        using var answer = await owner.GetAsync($"/api/polls/{id}/chart.svg?width=400");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        var drawing = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal(("img", "400"), (drawing.Attribute("role")!.Value, drawing.Attribute("width")!.Value));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.StartsWith("<script>alert('x')", drawing.Element(svg + "title")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("1 ballots.", drawing.Element(svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Empty(drawing.Descendants(svg + "script"));
        await Problem.Read(await owner.GetAsync($"/api/polls/{id}/chart.svg?width=100"), 400, "invalid-request");
    }
}
