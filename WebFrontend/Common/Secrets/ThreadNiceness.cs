using System.Runtime.InteropServices;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Lets those threads that answer requests go first. .NET's own thread priorities do nothing on Linux.</summary>
internal static class ThreadNiceness
{
    private const int ThisThread = 0;
    private const int Nicer = 5;

    /// <summary>For the calling thread, for good. Where the system does not allow it nothing changes.</summary>
    public static void Yield()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(which: 0, ThisThread, Nicer);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);
}
