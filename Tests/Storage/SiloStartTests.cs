using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansBackends.Silo.Common;

namespace OrleansBackends.Tests.Storage;

public sealed class SiloStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("Cluster:SiloPort", "0", "Cluster:SiloPort")]
    [InlineData("Cluster:GatewayPort", "70000", "Cluster:GatewayPort")]
    [InlineData("Cluster:Address", "nowhere", "Cluster:Address")]
    [InlineData("Cluster:ClusterId", "", "Cluster:ClusterId")]
    [InlineData("PORT", "http", "Cluster:HealthPort")]
    [InlineData("ConnectionStrings:Backends", "", "ConnectionStrings:Backends")]
    [InlineData("Secrets:MasterKey", "short", "Secrets:MasterKey")]
    [InlineData("Notifications:Email", "", "Notifications:Smtp:Host")]
    [InlineData("Notifications:Email", "Some", "Notifications:Email")]
    [InlineData("Notifications:Smtp:Host", "mail.example.org", "Notifications:Email=None")]
    public async Task A_wrong_setting_of_a_silo_is_named(string key, string value, string named)
    {
        using var host = Build(embedded: false, new()
        {
            ["ConnectionStrings:Backends"] = "Host=127.0.0.1;Database=backends",
            ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Notifications:Email"] = "None",
            [key] = value,
        });

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => SiloStart.PrepareAsync(host.Services));

        Assert.Contains(named, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_start_ends_with_1() =>
        Assert.Equal(1, await SiloStart.RunAsync(() => Build(embedded: false, [])));

    [Fact]
    public void Embedded_mode_makes_a_master_key_for_its_user_alone_and_keeps_it()
    {
        using var first = Build(embedded: true, []);
        var file = Path.Combine(folder.Path, "data", "keys", "master.key");
        var key = File.ReadAllText(file);
        using var second = Build(embedded: true, []);

        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.Equal(key, File.ReadAllText(file));
        Assert.Equal(file, second.Services.GetRequiredService<IConfiguration>()["Secrets:MasterKeyFile"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    public void Dispose() => folder.Dispose();

    private IHost Build(bool embedded, Dictionary<string, string?> settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path, DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder.AddSilo(embedded).Build();
    }
}
