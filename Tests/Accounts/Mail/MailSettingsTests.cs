using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansBackends.WebFrontend.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class MailSettingsTests
{
    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("None", true, false)]
    public void Where_no_mail_is_sent_no_address_needs_to_be_verified(string? email, bool wanted, bool required)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Notifications:Email", email), new("Accounts:RequireVerifiedEmail", wanted.ToString())]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddAccounts().BuildServiceProvider();
        Assert.Equal(required, services.GetRequiredService<IOptions<AccountsOptions>>().Value.RequireVerifiedEmail);
    }
}
