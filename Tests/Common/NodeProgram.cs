using OrleansBackends.Tests.Architecture;

namespace OrleansBackends.Tests.Common;

/// <summary>A script of <c>Tests/Node</c>. Where Node or its packages are missing, the test that wants it is skipped.</summary>
internal static class NodeProgram
{
    public static string Folder { get; } = Path.Combine(Solution.Root, "Tests", "Node");

    public static ScriptProgram Start(string script)
    {
        var node = Find("node");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "The packages of Tests/Node are missing; install them with: npm ci --prefix Tests/Node");
        Assert.SkipWhen(node is null, "Node is missing.");
        return ScriptProgram.Start(node!, Folder, script);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
