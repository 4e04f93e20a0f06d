using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using OrleansBackends.Silo.Notifications.Channels;

namespace OrleansBackends.Tests.Notifications.Channels;

internal static class Outgoing
{
    public static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Patience of a sender whose counterpart is silent for good.</summary>
    public static SafeRequestLimits Short { get; } = new(TimeSpan.FromMilliseconds(300), Bytes: 1024);

    /// <summary>Outside of development nothing takes a message without a provider.</summary>
    public static Unconfigured Nowhere { get; } = new(new Hosting("Staging"), null!, TimeProvider.System);

    internal sealed class Hosting(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = ".";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
