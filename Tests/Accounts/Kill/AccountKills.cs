using System.Text;
using MimeKit;
using Orleans.Runtime.Placement;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Tests.Kill;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts.Kill;

internal static class AccountKills
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Makes the call so that a grain which is not active yet becomes active in this silo.</summary>
    public static async Task ActivateOn(this KillFixture kill, int silo, Func<Task> call)
    {
        var hosts = await kill.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, hosts.Keys.Single(host => host.Endpoint.Port == silo));
        await call();
        RequestContext.Clear();
    }

    /// <summary>The silo in which the grain is active.</summary>
    public static async Task<int> FindSilo(this KillFixture kill, IAddressable grain) =>
        (await kill.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain))!.Endpoint.Port;

    /// <summary>An account that waits to be verified, with the link that was mailed.</summary>
    public static async Task<Struck> RegisteredAsync(this KillFixture kill, string step, WriteEnd end)
    {
        var account = NewAccount(verifyFirst: step == Steps.Verified);
        (await kill.Grains.GetGrain<IAccountGrain>(AccountKey.Of(account.Id)).Register(account)).Require();
        var struck = new Struck(account, step, end);
        return step == Steps.Verified ? struck with { Secret = MailedExtensions.TokenIn(await kill.MailedAsync(account.Email, "/account/verify?")).Secret } : struck;
    }

    /// <summary>The text of the newest mail to this address that has <paramref name="sign"/> in it.</summary>
    public static async Task<string> MailedAsync(this KillFixture kill, string address, string sign)
    {
        string? found = null;
        await TestTime.Eventually(
            () => Task.FromResult((found = kill.Mail.Mails.Reverse().Select(Read).Where(mail => IsFor(mail, address)).Select(mail => mail.TextBody ?? "")
                .FirstOrDefault(text => text.Contains(sign, StringComparison.Ordinal))) is not null),
            $"a mail to {address} with {sign}", Deadline);
        return found!;
    }

    /// <summary>Ends every activation that does nothing, in all silos.</summary>
    public static Task DeactivateAllAsync(this KillFixture kill) => kill.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    private static MimeMessage Read(string mail) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)));

    private static bool IsFor(MimeMessage mail, string address) => mail.To.Mailboxes.Any(to => to.Address == address);
}
