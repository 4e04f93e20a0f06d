namespace OrleansBackends.Tests.Architecture;

/// <summary>The API as others know it, kept in <c>docs/openapi.json</c>: who changes it sees what changes.</summary>
public sealed class ApiSnapshotTests(AppFixture app)
{
    private const string Switch = "UPDATE_API";
    private const string Command = $"{Switch}=1 dotnet test --project Tests -- --filter-class OrleansBackends.Tests.Architecture.ApiSnapshotTests";

    private static readonly string Kept = Path.Combine(Solution.Root, "docs", "openapi.json");

    [Fact]
    public async Task The_document_that_is_kept_is_the_one_that_is_served()
    {
        var served = SnapshotJson.Write(await ServedAsync());
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            await File.WriteAllTextAsync(Kept, served);
        }

        var kept = File.Exists(Kept) ? await File.ReadAllTextAsync(Kept) : "";
        Assert.True(kept == served, $"The API is not what docs/openapi.json says, {Difference(kept, served)}\nIf that is meant, write it anew:\n{Command}");
    }

    [Fact]
    public async Task Another_implementation_finds_the_document_valid()
    {
        await using var validator = NodeProgram.Start("validate-openapi.js");
        await validator.WriteLine(await ServedAsync());
        Assert.Equal("valid 3.1", await validator.ReadToEnd());
    }

    private Task<string> ServedAsync() => app.CreateClient().GetStringAsync("/openapi/v1.json");

    private static string Difference(string kept, string served)
    {
        var (before, after) = (kept.Split('\n'), served.Split('\n'));
        var first = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {first + 1}:\nkept   {before.ElementAtOrDefault(first)?.Trim()}\nserved {after.ElementAtOrDefault(first)?.Trim()}";
    }
}
