using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Architecture;

/// <summary>Documents written by former versions. A file is added with each new version of a state; none is ever changed.</summary>
public sealed class PayloadTests
{
    private static readonly string Folder = Path.Combine(Solution.Root, "Tests", "Architecture", "Payloads");

    public static TheoryData<string> States => [.. StoredState.All.Select(state => state.Name)];

    [Theory]
    [MemberData(nameof(States))]
    public void A_stored_document_loads_for_ever(string name)
    {
        var type = StoredState.All.Single(state => state.Name == name).Type;
        var files = Directory.GetFiles(Folder, $"{name}.v*.json");
        Assert.True(files.Length > 0, $"Keep a document of {name} as Tests/Architecture/Payloads/{name}.v1.json.");
        foreach (var file in files)
        {
            var stored = JsonNode.Parse(File.ReadAllText(file))!;
            var loaded = JsonSerializer.Deserialize(stored, type, WireJson.Options)!;
            AssertHolds(stored, JsonSerializer.SerializeToNode(loaded, type, WireJson.Options), Path.GetFileName(file));
        }
    }

    [Fact]
    public void A_payload_belongs_to_a_state()
    {
        var known = StoredState.All.Select(state => state.Name).ToHashSet();
        Assert.All(Directory.GetFiles(Folder).Select(Path.GetFileName), file => Assert.Contains(string.Join('.', file!.Split('.')[..2]), known));
    }

    /// <summary>Every member that was stored is still there with its value; what was added since does not matter.</summary>
    private static void AssertHolds(JsonNode? stored, JsonNode? loaded, string place)
    {
        switch (stored)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    AssertHolds(value, (loaded as JsonObject)?[name], $"{place}/{name}");
                }

                break;
            case JsonArray items:
                Assert.Equal(items.Count, (loaded as JsonArray)?.Count);
                for (var i = 0; i < items.Count; i++)
                {
                    AssertHolds(items[i], loaded![i], $"{place}/{i}");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(stored, loaded), $"{place}: stored {stored?.ToJsonString()}, loaded {loaded?.ToJsonString()}");
                break;
        }
    }
}
