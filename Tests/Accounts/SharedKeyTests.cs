using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class SharedKeyTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Deadline = TestTime.Deadline;

    private readonly string key = $"keyring:{Guid.NewGuid():D}";

    private IKeyRingGrain Ring => cluster.Grains.GetGrain<IKeyRingGrain>(key);

    [Fact]
    public async Task What_one_frontend_seals_another_opens_also_after_a_restart()
    {
        var text = "";
        await using (var first = await StartAsync())
        {
            text = Protector(first).Protect("somebody's device");
            await using var second = await StartAsync();
            Assert.Equal("somebody's device", Protector(second).Unprotect(text));
        }

        await cluster.DeactivateAsync(Ring);
        await using var restarted = await StartAsync();
        Assert.Equal("somebody's device", Protector(restarted).Unprotect(text));
    }

    [Fact]
    public async Task Frontends_that_start_together_go_on_with_one_key()
    {
        var frontends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartAsync)));
        var texts = await Task.WhenAll(frontends.Select(frontend => Task.Run(() => Protector(frontend).Protect("all"))));
        Assert.Single((await Ring.DataProtection(0))!.Xml);
        Assert.All(frontends, frontend => Assert.All(texts, text => Assert.Equal("all", Protector(frontend).Unprotect(text))));
        await Task.WhenAll(frontends.Select(frontend => frontend.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_key_made_on_one_frontend_is_good_on_the_other_once_it_has_read()
    {
        await using var maker = await StartAsync();
        await using var other = await StartAsync();
        var before = Protector(other).Protect("before");

        maker.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        await other.GetRequiredService<ProtectionKeyWatch>().ReadAsync();

        var text = await SealedWithTheSecondKey(maker);
        await Opens(other, text);
        Assert.Equal("before", Protector(maker).Unprotect(before));
    }

    [Fact]
    public async Task Requests_go_on_with_the_keys_there_are_while_a_new_one_waits_for_storage()
    {
        await using var frontend = await StartAsync();
        var text = Protector(frontend).Protect("meanwhile");
        Task making;
        using (var held = cluster.HoldWrites(KeyRingState.Name, key))
        {
            making = Task.Run(() => frontend.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90)));
            await held.Arrived;
            Assert.Equal("meanwhile", Protector(frontend).Unprotect(text));
            Assert.False(making.IsCompleted);
        }

        await making;
    }

    [Fact]
    public async Task A_key_whose_write_failed_is_not_used()
    {
        await using var frontend = await StartAsync();
        cluster.FailWrites(KeyRingState.Name, key);
        await cluster.EndsAsync(Ring, () => Assert.ThrowsAnyAsync<Exception>(() => Task.Run(
            () => frontend.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90)))));
        Assert.Single(frontend.GetRequiredService<IKeyManager>().GetAllKeys());
        Assert.Single((await Ring.DataProtection(0))!.Xml);
    }

    [Fact]
    public async Task No_row_holds_a_key_raw()
    {
        await using var frontend = await StartAsync();
        var xml = Assert.Single((await Ring.DataProtection(0))!.Xml);
        var master = XElement.Parse(xml).Descendants("masterKey").Descendants("value").Single().Value;
        var rows = string.Join('\n', await cluster.Services.GetRequiredService<QueryDatabase>()
            .Query<string>("SELECT state FROM grain_state WHERE state_name = 'accounts.keyring'"));
        Assert.Contains("\"protection\":[{", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(master, rows, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", rows, StringComparison.Ordinal);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(new ProtectionKeys(() => Ring)).AddProtection();
        var frontend = services.BuildServiceProvider();
        await frontend.GetRequiredService<ProtectionKeyWatch>().ReadAsync();
        Protector(frontend).Protect([]);
        return frontend;
    }

    private static IDataProtector Protector(IServiceProvider frontend) => frontend.GetDataProtector("test");

    /// <summary>The framework takes up a new key in the background.</summary>
    private static async Task<string> SealedWithTheSecondKey(IServiceProvider frontend)
    {
        var first = frontend.GetRequiredService<IKeyManager>().GetAllKeys().MinBy(k => k.CreationDate)!.KeyId;
        return await Within(
            () => Protector(frontend).Protect("new"u8.ToArray()), bytes => new Guid(bytes.AsSpan(4, 16)) != first, Convert.ToBase64String);
    }

    private static Task<string> Opens(IServiceProvider frontend, string text) => Within(
        () =>
        {
            try
            {
                return Protector(frontend).Unprotect(Convert.FromBase64String(text));
            }
            catch (CryptographicException)
            {
                return [];
            }
        },
        bytes => bytes.Length > 0,
        Convert.ToBase64String);

    private static async Task<string> Within(Func<byte[]> read, Func<byte[], bool> isGood, Func<byte[], string> show)
    {
        var since = TimeProvider.System.GetTimestamp();
        byte[] found;
        while (!isGood(found = read()))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Deadline, "The new key is not in use.");
            await Task.Yield();
        }

        return show(found);
    }
}
