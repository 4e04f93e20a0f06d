using System.Runtime.CompilerServices;

namespace OrleansBackends.Tests.Common;

/// <summary>Processes that tests start live too briefly to earn back what compiling their code well costs, or threads of their own for collecting.</summary>
internal static class ChildRuntime
{
    [ModuleInitializer]
    public static void Choose()
    {
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "1000");
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
        Environment.SetEnvironmentVariable("DOTNET_gcServer", "0");
        Environment.SetEnvironmentVariable("DOTNET_gcConcurrent", "0");
    }
}
