using DbUp.Builder;
using DbUp.Engine.Output;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Applies the numbered scripts that a database has not seen, each in a transaction of its own. The caller holds the lock.</summary>
internal static class Schema
{
    public static string Folder(string database) => Path.Combine(AppContext.BaseDirectory, "sql", database);

    public static void Install(UpgradeEngineBuilder builder, string folder)
    {
        var engine = builder
            .WithScriptsFromFileSystem(folder)
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        if (engine.GetExecutedButNotDiscoveredScripts() is [.., var unknown])
        {
            throw new StartRefusedException($"The database is newer than this program: it holds the script {unknown}, which is not known here.");
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StartRefusedException($"The schema script {result.ErrorScript?.Name ?? "table"} failed: {result.Error.Message}", result.Error);
        }
    }
}
