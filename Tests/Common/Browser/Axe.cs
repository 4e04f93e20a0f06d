using System.Text.Json;
using OrleansBackends.Tests.Architecture;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>axe-core, which knows most of what keeps people with a screen reader, or without a mouse, out of a page.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Solution.Root, "Tests", "Node", "node_modules", "axe-core", "axe.min.js");

    /// <summary>What is wrong with the page: rule and elements, a line each.</summary>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(this BrowserPage page)
    {
        Assert.SkipUnless(File.Exists(Script), "The packages of Tests/Node are missing; install them with: npm ci --prefix Tests/Node");
        await page.EvaluateAsync<JsonElement>($"{await File.ReadAllTextAsync(Script)}; null");
        return await page.EvaluateAsync<string[]>("""
            axe.run(document).then(found => found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html + ' ' + n.any.map(a => a.message)).join(', ')}`))
            """);
    }
}
