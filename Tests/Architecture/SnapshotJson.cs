using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Architecture;

/// <summary>JSON to be kept and compared: members by name, so that no order of making them shows, and what fits a line on one.</summary>
internal static class SnapshotJson
{
    private const int Width = 200;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string json)
    {
        var text = new StringBuilder();
        Write(text, Ordered(JsonNode.Parse(json)), indent: 0);
        return text.Append('\n').ToString();
    }

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Ordered(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        var line = node?.ToJsonString(Compact) ?? "null";
        if (node is JsonObject members && indent + line.Length > Width)
        {
            Write(text, '{', '}', indent, [.. members.Select(m => ($"{JsonSerializer.Serialize(m.Key, Compact)}: ", m.Value))]);
        }
        else if (node is JsonArray items && indent + line.Length > Width)
        {
            Write(text, '[', ']', indent, [.. items.Select(item => ("", item))]);
        }
        else
        {
            text.Append(line);
        }
    }

    private static void Write(StringBuilder text, char open, char close, int indent, List<(string Name, JsonNode? Value)> parts)
    {
        text.Append(open);
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', indent + 2).Append(parts[i].Name);
            Write(text, parts[i].Value, indent + 2);
        }

        text.Append('\n').Append(' ', indent).Append(close);
    }
}
