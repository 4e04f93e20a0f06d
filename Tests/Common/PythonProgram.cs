using OrleansBackends.Tests.Architecture;

namespace OrleansBackends.Tests.Common;

/// <summary>A script of <c>Tests/Python</c> around a package of Debian. Where that is missing, the test that wants it is skipped.</summary>
internal static class PythonProgram
{
    /// <summary>Debian's own, which finds Debian's packages; there may be others on the path.</summary>
    private const string Python = "/usr/bin/python3";
    private const string Packages = "/usr/lib/python3/dist-packages";

    /// <param name="script">Its name.</param>
    /// <param name="module">What it imports.</param>
    /// <param name="package">Where that comes from.</param>
    public static ScriptProgram Start(string script, string module, string package)
    {
        Assert.SkipUnless(
            File.Exists(Python) && Directory.Exists(Path.Combine(Packages, module)), $"Debian's package {package} is missing; install it with: apt-get install {package}");
        return ScriptProgram.Start(Python, Path.Combine(Solution.Root, "Tests", "Python"), script);
    }
}
