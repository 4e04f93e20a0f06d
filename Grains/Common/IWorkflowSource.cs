using System.Reflection;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// The notifications that a slice of the product sends: each slice that notifies registers one. Keys are <c>&lt;slice&gt;-&lt;what&gt;</c>.
/// </summary>
public interface IWorkflowSource
{
    IReadOnlyList<WorkflowFile> Workflows { get; }

    /// <summary>Categories of these workflows that nobody can switch off.</summary>
    IReadOnlyList<CriticalCategory> Critical { get; }
}

/// <summary>A kind of message that ignores preferences and quiet hours.</summary>
public sealed record CriticalCategory(string Key, string Name);

/// <summary>A workflow as JSON text, with its templates; a new text becomes a new version.</summary>
public sealed record WorkflowFile(string Key, string Json);

/// <summary>The embedded files <c>…Workflows.&lt;key&gt;.json</c> of an assembly whose keys begin with the slice's name.</summary>
public sealed class EmbeddedWorkflows(Assembly assembly, string slice, params IReadOnlyList<CriticalCategory> critical) : IWorkflowSource
{
    private const string Folder = ".Workflows.";
    private const string Ending = ".json";

    public IReadOnlyList<WorkflowFile> Workflows { get; } = [.. Read(assembly, slice)];

    public IReadOnlyList<CriticalCategory> Critical => critical;

    private static IEnumerable<WorkflowFile> Read(Assembly assembly, string slice)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            var folder = name.LastIndexOf(Folder, StringComparison.Ordinal);
            var key = folder < 0 ? "" : name[(folder + Folder.Length)..^Ending.Length];
            if (key.StartsWith(slice + "-", StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return new WorkflowFile(key, reader.ReadToEnd());
            }
        }
    }
}
