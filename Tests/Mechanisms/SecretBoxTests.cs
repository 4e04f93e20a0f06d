using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansBackends.Tests.Mechanisms;

public sealed class SecretBoxTests
{
    private static readonly string First = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly string Second = Convert.ToBase64String([.. Enumerable.Range(100, 32).Select(i => (byte)i)]);

    [Fact]
    public void A_box_opens_where_it_was_sealed()
    {
        var box = Box(First);
        Assert.Equal("secret", Text(box.Open(box.Seal("secret"u8, "account:1", "totp"), "account:1", "totp")));
    }

    [Fact]
    public void The_same_secret_is_sealed_differently_each_time()
    {
        var box = Box(First);
        Assert.NotEqual(box.Seal("secret"u8, "account:1", "totp"), box.Seal("secret"u8, "account:1", "totp"));
    }

    [Theory]
    [InlineData("account:2", "totp")]
    [InlineData("account:1", "password")]
    [InlineData("account:1t", "otp")]
    public void A_box_moved_to_another_place_does_not_open(string grainKey, string field)
    {
        var box = Box(First);
        var sealedText = box.Seal("secret"u8, "account:1", "totp");
        Assert.ThrowsAny<CryptographicException>(() => box.Open(sealedText, grainKey, field));
    }

    [Fact]
    public void A_changed_box_does_not_open()
    {
        var box = Box(First);
        var text = box.Seal("secret"u8, "account:1", "totp");
        var changed = text[..^1] + (text[^1] == 'A' ? 'Q' : 'A');
        Assert.ThrowsAny<CryptographicException>(() => box.Open(changed, "account:1", "totp"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("630dcd2966c43366.")]
    [InlineData("630dcd2966c43366.AAAA")]
    [InlineData("630dcd2966c43366.%%%%")]
    public void What_is_no_box_does_not_open(string text) =>
        Assert.ThrowsAny<CryptographicException>(() => Box(First).Open(text, "account:1", "totp"));

    [Fact]
    public void A_wrong_master_key_is_named_when_a_box_is_opened()
    {
        var text = Box(First).Seal("secret"u8, "account:1", "totp");
        var fault = Assert.Throws<CryptographicException>(() => Box(Second).Open(text, "account:1", "totp"));
        Assert.Contains("Secrets:MasterKey", fault.Message);
    }

    [Fact]
    public void After_a_rotation_old_boxes_open_and_new_ones_are_under_the_new_key()
    {
        var old = Box(First).Seal("secret"u8, "account:1", "totp");
        var rotated = Box(Second, First);
        Assert.Equal("secret", Text(rotated.Open(old, "account:1", "totp")));
        Assert.Equal("secret", Text(Box(Second).Open(rotated.Seal("secret"u8, "account:1", "totp"), "account:1", "totp")));
    }

    [Fact]
    public void Named_keys_differ_by_name_and_are_the_same_in_every_silo()
    {
        Assert.Equal(Box(First).HmacKey("events-ticket"), Box(First).HmacKey("events-ticket"));
        Assert.NotEqual(Box(First).HmacKey("events-ticket"), Box(First).HmacKey("shop-order-token"));
        Assert.NotEqual(Box(First).HmacKey("events-ticket"), Box(Second).HmacKey("events-ticket"));
    }

    [Theory]
    [InlineData(null, null, "Secrets:MasterKey or Secrets:MasterKeyFile is missing")]
    [InlineData("c2hvcnQ=", null, "Secrets:MasterKey must be 32 bytes as base64.")]
    [InlineData("not base64", null, "Secrets:MasterKey must be 32 bytes as base64.")]
    [InlineData(null, "/nowhere/master.key", "Secrets:MasterKeyFile names /nowhere/master.key, which does not exist.")]
    public void A_missing_or_malformed_key_stops_the_start_with_one_sentence(string? key, string? file, string sentence)
    {
        using var services = Services(new() { ["Secrets:MasterKey"] = key, ["Secrets:MasterKeyFile"] = file });
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith(sentence, fault.Message);
    }

    [Fact]
    public void The_key_may_lie_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "master.key");
        File.WriteAllText(path, First + Environment.NewLine);
        using var services = Services(new() { ["Secrets:MasterKeyFile"] = path });
        var text = services.GetRequiredService<SecretBox>().Seal("secret"u8, "account:1", "totp");
        Assert.Equal("secret", Text(Box(First).Open(text, "account:1", "totp")));
    }

    private static SecretBox Box(string master, params string[] old)
    {
        var options = new SecretOptions { MasterKey = master };
        Array.ForEach(old, options.OldKeys.Add);
        return new SecretBox(Options.Create(options));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddGrainServices()
        .BuildServiceProvider();

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
