using System.Runtime.CompilerServices;

namespace OrleansBackends.Tests.Common;

/// <summary>Processes that tests start live too briefly to earn back what compiling their code well costs.</summary>
internal static class ChildRuntime
{
    [ModuleInitializer]
    public static void Choose()
    {
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "1000");
    }
}
