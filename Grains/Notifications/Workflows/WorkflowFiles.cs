using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Workflows;

/// <summary>The product's own workflows, as the slices brought them.</summary>
internal sealed class WorkflowFiles(IEnumerable<IWorkflowSource> sources)
{
    private readonly FrozenDictionary<string, ProductWorkflow> files =
        sources.SelectMany(source => source.Workflows).ToFrozenDictionary(file => file.Key, file => new ProductWorkflow(file.Json));

    public IReadOnlyCollection<string> Keys => files.Keys;

    /// <summary>What the slices declare as critical.</summary>
    public IReadOnlyList<AppCategory> Categories { get; } =
        [.. sources.SelectMany(source => source.Critical).Select(c => new AppCategory(c.Key, c.Name, Critical: true, new Dictionary<NotifyChannel, bool>()))];

    public ProductWorkflow? Find(string key) => files.GetValueOrDefault(key);
}

internal sealed record ProductWorkflow(string Json)
{
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));

    public WorkflowContent Content => DocumentJson.Read<WorkflowContent>(Json);
}
