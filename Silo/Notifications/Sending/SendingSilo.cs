using OrleansBackends.Grains.Notifications.Addresses;
using OrleansBackends.Grains.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Silo.Notifications.Sending;

internal static class SendingSilo
{
    public static IServiceCollection AddSending(this IServiceCollection services)
    {
        services.AddOptions<SendingOptions>()
            .BindConfiguration(SendingOptions.Section)
            .Validate(o => o.PerProvider is > 0 and <= 1_000, "Notifications:Sending:PerProvider is 1 to 1000.")
            .Validate(o => o.PerSilo >= o.PerProvider, "Notifications:Sending:PerSilo must not be below PerProvider.")
            .ValidateOnStart();
        services.AddSingleton<SenderBell>().AddSingleton<DispatchLog>().AddSingleton<LogAge>().AddSingleton<DispatchServices>().AddSingleton<QueueRooms>();
        services.AddSingleton<TriggerContents>().AddSingleton<SuppressionReader>().AddSingleton<SmsCaps>().AddSingleton<AddressChecks>().AddSingleton<ParsedTemplates>().AddSingleton<ProviderSettings>();
        services.AddSingleton<MessageComposer>().AddSingleton<DeliveryCounts>().AddSingleton<SendFollowUp>().AddSingleton<SendAftermath>();
        services.AddSingleton<MessageSender>().AddSingleton<SendMessage>(silo => silo.GetRequiredService<MessageSender>().Send);
        services.AddSingleton<AttemptsInHand>().AddSingleton<ClaimCalls>().AddSingleton<ReportDelivery>().AddHostedService<SendLoop>();
        return services.AddSweep(DispatchState.Name, "notifications_dispatch_due", "dispatch").AddSweep(DispatchState.Name, "notifications_dispatch_open", "dispatch");
    }
}
