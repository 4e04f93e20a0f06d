using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Tests.Accounts;

namespace OrleansBackends.Tests.Notifications.Sending;

public sealed class EndpointMailTests
{
    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_at_once_and_its_owner_gets_a_mail()
    {
        await using var outside = await Outside.OpenAsync();
        await using var silo = await SendingSilo.StartAsync(outside);
        var owner = AccountTestData.NewAccount() with { Verified = true };
        (await silo.Grains.GetGrain<IAccountGrain>(AccountKey.Of(owner.Id)).Register(owner)).Require();
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Providers, owner.Id, new WorkflowStep { Id = "hook", Type = StepType.Webhook });
        var endpoint = (await shop.Grain.AddEndpoint(shop.Caller, new NewEndpoint(outside.Hook, ["*"], null), null)).Require().Endpoint.Id;
        outside.Provider.Says(410);

        await shop.TriggerAsync("t1", new Recipient { SubscriberId = "ada" });
        Assert.Equal("endpoint-gone", (await shop.ReachAsync("t1", MessageStatus.Failed))[0].Reason);
        var shown = (await shop.Grain.Endpoints(shop.Caller)).Require().Single(e => e.Id == endpoint);
        Assert.Equal("endpoint-gone", shown.DisabledReason);
        await TestTime.Eventually(() => Task.FromResult(outside.Mail.Mails.Count > 0), "a mail to the owner");
        var mail = Assert.Single(outside.Mail.Mails);
        Assert.Contains($"To: {owner.Email}", mail, StringComparison.Ordinal);
        Assert.Contains("From: Product <product@example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("A webhook endpoint of Shop was disabled", mail, StringComparison.Ordinal);
    }
}
