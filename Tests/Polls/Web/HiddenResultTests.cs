using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Polls.Web;

/// <summary>Whatever is asked of a poll whose results are hidden, no answer and no header tells how many have voted, or for what.</summary>
public sealed class HiddenResultTests(AppFixture app)
{
    /// <summary>So many that it is found in nothing else: no hour, minute, second or day, since pages tell times.</summary>
    private const int Voters = 67;

    private static readonly string[] Places =
    [
        "", "/ballot", "/results", "/results?method=plurality", "/chart.svg", "/voters", "/ballots.csv", "/ballots.blt", "/audit", "/comments",
    ];

    private readonly UserId user = NewPolls.Somebody();

    [Theory]
    [InlineData("after-close")]
    [InlineData("after-vote")]
    public async Task Nothing_tells_a_hidden_count(string visibility)
    {
        var owner = app.CreateClient(user);
        var word = $"w{Guid.NewGuid():N}";
        var id = await owner.OpenPoll(new { title = $"Hidden {word}", visibility });
        foreach (var _ in Enumerable.Range(0, Voters))
        {
            using var cast = await app.NewVoter().Choose(id, "o2");
            AssertTellsNothing(await Whole(cast), id);
        }

        foreach (var client in new[] { owner, app.CreateClient(), app.NewVoter() })
        {
            foreach (var place in Places)
            {
                AssertTellsNothing(await Whole(await client.GetAsync($"/api/polls/{id}{place}")), id);
            }

            AssertTellsNothing(await Whole(await client.GetAsync($"/api/polls?q={word}")), id);
            AssertTellsNothing(await Whole(await client.GetAsync($"/p/{id}")), id);
        }

        AssertTellsNothing(await Whole(await owner.GetAsync("/api/polls?mine=true")), id);
        using var edited = new HttpRequestMessage(HttpMethod.Patch, $"/api/polls/{id}") { Content = JsonContent.Create(new { title = "Still hidden" }) };
        edited.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        AssertTellsNothing(await Whole(await owner.SendAsync(edited)), id);
        await owner.Close(id);
        Assert.Contains($"\"ballots\":{Voters}", await owner.GetStringAsync($"/api/polls/{id}/results"), StringComparison.Ordinal);
    }

    private static void AssertTellsNothing(string answer, string id)
    {
        var told = Regex.Replace(answer.Replace(id, "", StringComparison.Ordinal), @"\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{32,}|[0-9a-f]{8}-[0-9a-f-]{27}|nonce=""[^""]*""|value=""[^""]*""|[Ss]et-[Cc]ookie:.*|Date:.*|RateLimit.*|Content-Length:.*|w[0-9a-f]{32}", "");
        Assert.False(Regex.IsMatch(told, $@"(?<![\w.]){Voters}(?![\w])"), told);
        Assert.DoesNotContain("\"tallies\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("\"winners\"", told, StringComparison.Ordinal);
    }

    private static async Task<string> Whole(HttpResponseMessage answer)
    {
        using (answer)
        {
            return $"{answer.Headers}{answer.Content.Headers}\n{await answer.Content.ReadAsStringAsync()}";
        }
    }
}
