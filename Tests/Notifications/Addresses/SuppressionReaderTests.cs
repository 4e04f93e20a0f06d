using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Notifications.Addresses;
using OrleansBackends.Tests.Notifications.Dispatch;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Notifications.Addresses;

/// <summary>What senders read says the same as the address itself, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class SuppressionReaderTests(StorageSilos silos)
{
    private readonly string app = NewMessages.NewApp();

    [Theory, OnBothDatabases]
    public async Task A_thousand_questions_at_once_are_answered_each_for_its_own_address(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        await Address(grains, "a7@example.org").Suppress(new NewSuppression("manual", null, "a…@example.org"));
        await Address(grains, "a8@example.org").Suppress(new NewSuppression("stop", DateTimeOffset.UtcNow.AddDays(1), "a…@example.org"));
        await Address(grains, "a9@example.org").Suppress(new NewSuppression("over", DateTimeOffset.UtcNow.AddSeconds(-1), "a…@example.org"));
        await Address(grains, "a10@example.org").Suppress(new NewSuppression("manual", null, "a…@example.org"));
        await Address(grains, "a10@example.org").Lift();

        var reader = await silos.Get<SuppressionReader>(db);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => reader.Reason(app, NotifyChannel.Email, $"A{i}@example.org")));
        Assert.Equal([(7, "manual"), (8, "stop")], answers.Index().Where(answer => answer.Item is not null).Select(answer => (answer.Index, answer.Item!)));

        await Address(grains, "a7@example.org").Lift();
        Assert.Null(await reader.Reason(app, NotifyChannel.Email, "a7@example.org"));
    }

    private IAddressGrain Address(IGrainFactory grains, string address) =>
        grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, NotifyChannel.Email, address));
}
