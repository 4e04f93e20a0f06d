using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts.Passwords;

public class PasswordSettingsTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    [Theory]
    [InlineData("Algorithm", "bcrypt", "Algorithm must be pbkdf2 or argon2id.")]
    [InlineData("Iterations", "219999", "Iterations must be 220000 to 10000000.")]
    [InlineData("MemoryKiB", "19455", "MemoryKiB must be 19456 to 1048576.")]
    [InlineData("Passes", "1", "Passes must be 2 to 100.")]
    [InlineData("Lanes", "0", "Lanes must be 1 to 16.")]
    [InlineData("Pepper", "c2hvcnQ=", "Pepper must be at least 32 bytes as base64; make one with: openssl rand -base64 32")]
    [InlineData("Pepper", "no key", "Pepper must be at least 32 bytes as base64; make one with: openssl rand -base64 32")]
    [InlineData("OldPeppers:0", "c2hvcnQ=", "OldPeppers:0 must be at least 32 bytes as base64.")]
    public void A_setting_that_is_too_weak_or_wrong_stops_the_start_with_one_sentence(string member, string value, string sentence)
    {
        using var services = Services(new() { [member] = value });
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal($"Accounts:Passwords:{sentence}", fault.Message);
    }

    [Fact]
    public void Without_settings_it_is_pbkdf2_without_a_pepper() => Assert.Equal(PasswordForm.Account, Read(Services([])).Form);

    [Fact]
    public void Argon2id_is_a_choice()
    {
        Assert.Equal(new Argon2idForm(19_456, 2, 1), Read(Services(new() { ["Algorithm"] = "argon2id" })).Form);
        var stronger = new Dictionary<string, string?> { ["Algorithm"] = "argon2id", ["MemoryKiB"] = "47104", ["Passes"] = "3", ["Lanes"] = "2", ["Pepper"] = Key };
        Assert.Equal(new Argon2idForm(47_104, 3, 2), Read(Services(stronger)).Form);
    }

    private static PasswordOptions Read(ServiceProvider services)
    {
        using (services)
        {
            return services.GetRequiredService<IOptions<PasswordOptions>>().Value;
        }
    }

    private static ServiceProvider Services(Dictionary<string, string?> passwords) =>
        new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(passwords.Select(set => KeyValuePair.Create($"{PasswordOptions.Section}:{set.Key}", set.Value))).Build())
            .AddAccounts().BuildServiceProvider();
}
