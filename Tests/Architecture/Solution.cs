using System.Reflection;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Architecture;

/// <summary>The solution as the rules see it: its slices, its source files and its assemblies.</summary>
internal static partial class Solution
{
    public static readonly string[] Slices =
    [
        "Links", "Blog", "Todos", "Accounts", "Weather", "Shop", "Chat", "Expenses", "Files", "Portfolio", "Events", "RateLimits", "Notifications",
        "Polls", "Inventory",
    ];

    public static readonly string[] Projects = ["Grains.Interfaces", "Grains", "Silo", "WebFrontend", "Tests"];

    public static readonly Assembly Interfaces = typeof(UserId).Assembly;

    public static readonly Assembly Grains = typeof(GrainServices).Assembly;

    public static readonly Assembly Silo = typeof(OrleansBackends.Silo.Common.SiloHosting).Assembly;

    public static readonly Assembly WebFrontend = typeof(OrleansBackends.WebFrontend.Common.CurrentUser).Assembly;

    public static readonly Assembly[] Assemblies = [Interfaces, Grains, Silo, WebFrontend];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Projects.SelectMany(ReadProject)];

    /// <summary>Types somebody wrote, without what compilers and generators add.</summary>
    public static IEnumerable<Type> OwnTypes(this Assembly assembly) =>
        assembly.GetTypes().Where(type => type.Namespace?.StartsWith("OrleansBackends.", StringComparison.Ordinal) == true && !type.Name.Contains('<'));

    /// <summary>The slice, or <c>Common</c>, whose namespace a type lies in; null outside of both.</summary>
    public static string? SliceOf(Type type) => SliceName().Match(type.Namespace ?? "") is { Success: true } match ? match.Groups[1].Value : null;

    public static string Kebab(string slice) => WordStart().Replace(slice, "-$0").ToLowerInvariant();

    private static IEnumerable<SourceFile> ReadProject(string project) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Path.Combine(Root, project), path).Split(Path.DirectorySeparatorChar)
        where parts[0] is not ("bin" or "obj")
        select new SourceFile(project, parts, File.ReadAllText(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansBackends.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests lie outside of the solution.");
    }

    [GeneratedRegex(@"^OrleansBackends\.(?:Grains\.Interfaces|Grains|Silo|WebFrontend)\.(\w+)")]
    private static partial Regex SliceName();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}

/// <summary>A file of a project; <paramref name="Parts"/> are its folders and, last, its name.</summary>
internal sealed partial record SourceFile(string Project, string[] Parts, string Text)
{
    public string? Folder => Parts.Length > 1 ? Parts[0] : null;

    public string Namespace { get; } = NamespaceLine().Match(Text).Groups[1].Value;

    /// <summary>The text without comments and the contents of strings.</summary>
    public string Code { get; } = Strings().Replace(Comments().Replace(Text, ""), "\"\"");

    public override string ToString() => $"{Project}/{string.Join('/', Parts)}";

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*///?.*$|(?<=[;{}),\s])//\s.*$|/\*[\s\S]*?\*/", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(""""
        """[\s\S]*?"""|"(?:\\.|[^"\\\n])*"
        """", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Strings();
}
