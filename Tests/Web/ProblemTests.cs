namespace OrleansBackends.Tests.Web;

public sealed class ProblemTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    [InlineData("{", null)]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("""{"name":"a","size":1,"colour":"red"}""", "colour")]
    [InlineData("""{"name":"a","size":"1"}""", "size")]
    [InlineData("""{"name":"a","size":1.5}""", "size")]
    [InlineData("""{"size":1}""", "name")]
    [InlineData("""{"name":null,"size":1}""", "name")]
    public async Task A_body_that_cannot_be_read_is_400_and_names_the_member(string body, string? member)
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes", Problem.Json(body));
        var problem = await Problem.Read(answer, 400, "invalid-request");
        Assert.Equal(member, problem.TryGetProperty("member", out var named) ? named.GetString() : null);
    }

    [Fact]
    public async Task A_failed_attribute_is_400_under_the_members_own_name()
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes/invalid", null);
        var problem = await Problem.Read(answer, 400, "invalid-request");
        Assert.Equal(["items[0].theName"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Theory]
    [InlineData("""{"x":"1","y":2}""")]
    [InlineData("null")]
    public async Task A_record_struct_is_read_as_strictly(string body)
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes/points", Problem.Json(body));
        await Problem.Read(answer, 400, "invalid-request");
    }

    [Fact]
    public async Task A_query_value_that_does_not_fit_is_400_and_named()
    {
        using var client = app.CreateClient();
        var problem = await Problem.Read(await client.GetAsync("/api/probes/days?day=tomorrow"), 400, "invalid-request");
        Assert.Equal("day", problem.GetProperty("member").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/probes/numbers/one", 404, "not-found")]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("DELETE", "/api/probes/page", 405, "method-not-allowed")]
    public async Task What_no_route_takes_is_a_problem_too(string method, string path, int status, string code)
    {
        using var client = app.CreateClient();
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        await Problem.Read(answer, status, code);
    }

    [Fact]
    public async Task Another_media_type_is_415()
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes", new StringContent("name=a"));
        await Problem.Read(answer, 415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_over_the_routes_limit_is_413()
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync("/api/probes", Problem.Json($$"""{"name":"{{new string('a', 70_000)}}","size":1}"""));
        await Problem.Read(answer, 413, "body-too-large");
    }

    [Theory]
    [InlineData("Invalid", 400)]
    [InlineData("Unprocessable", 422)]
    [InlineData("Unauthorized", 401)]
    [InlineData("Forbidden", 403)]
    [InlineData("NotFound", 404)]
    [InlineData("Conflict", 409)]
    [InlineData("Gone", 410)]
    [InlineData("PreconditionFailed", 412)]
    [InlineData("TooMany", 429)]
    [InlineData("Unavailable", 503)]
    public async Task Each_kind_of_refusal_has_its_status(string kind, int status)
    {
        using var client = app.CreateClient();
        await Problem.Read(await client.GetAsync($"/api/probes/kinds/{kind}"), status, "probe");
    }

    [Theory]
    [InlineData("timeout", 504, "timeout")]
    [InlineData("rejected", 503, "unavailable")]
    [InlineData("storage", 503, "unavailable")]
    [InlineData("bug", 500, "fault")]
    public async Task A_fault_tells_no_detail(string fault, int status, string code)
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync($"/api/probes/faults/{fault}");
        await Problem.Read(answer, status, code);
        Assert.DoesNotContain("secret detail", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task A_stranger_is_401_and_the_wrong_person_403()
    {
        using var stranger = app.CreateClient();
        using var somebody = app.CreateClient(new UserId(Guid.NewGuid()));
        using var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        await Problem.Read(await stranger.GetAsync("/api/probes/private"), 401, "unauthenticated");
        await Problem.Read(await somebody.GetAsync("/api/probes/admin"), 403, "forbidden");
        Assert.True((await admin.GetAsync("/api/probes/admin")).IsSuccessStatusCode);
    }
}
