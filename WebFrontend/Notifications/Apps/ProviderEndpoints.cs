using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Apps;

/// <summary>Where an application's messages leave. Secrets go in and never come out; one that is absent stays as it was.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this RouteGroupBuilder notifications)
    {
        var providers = notifications.MapGroup("/apps/{app}/providers");
        Map<SmtpProvider, SmtpProvider>(providers, NotifyChannel.Email, "the SMTP server", p => p, p => new ProviderSet { Email = p }, all => all.Email);
        Map<SmsProvider, SmsProvider>(providers, NotifyChannel.Sms, "the SMS provider", p => p, p => new ProviderSet { Sms = p }, all => all.Sms);
        Map<WebpushRequest, WebpushProvider>(
            providers, NotifyChannel.Webpush, "web push", r => new WebpushProvider { Subject = r.Subject }, p => new ProviderSet { Webpush = p }, all => all.Webpush);
        Map<FcmProvider, FcmProvider>(providers, NotifyChannel.Fcm, "Firebase Cloud Messaging", p => p, p => new ProviderSet { Fcm = p }, all => all.Fcm);
        notifications.MapGet("/push-key", PushKey).AllowAnonymous().Limit("public-read")
            .WithSummary("Show the public key for web push to the product's own users").Refuses(NotifyErrors.ProviderNotFound);
    }

    private static void Map<TRequest, T>(
        RouteGroupBuilder providers, NotifyChannel channel, string what, Func<TRequest, T> read, Func<T, ProviderSet> set, Func<ProviderSet, T?> pick)
        where T : class
    {
        var route = $"/{NotifyKeys.Name(channel)}";
        providers.MapPut(route, async (TRequest request, AppAccess access, IGrainFactory grains) =>
                One(await AppEndpoints.App(grains, access.App).PutProvider(access.Caller, set(read(request))), pick).ToOk())
            .Limit("write").WithSummary($"Set {what}").Refuses(NotifyErrors.ProviderInvalid("A host has a name.", "host"), NotifyErrors.UrlNotPublic);
        providers.MapGet(route, async (AppAccess access, IGrainFactory grains) =>
                One(await AppEndpoints.App(grains, access.App).Providers(access.Caller), pick).ToOk())
            .Limit("read").WithSummary($"Show {what}, without its secrets").Refuses(NotifyErrors.ProviderNotFound);
        providers.MapPost($"{route}/test", async (TestProviderRequest request, AppAccess access, IGrainFactory grains) =>
                (await grains.GetGrain<IChannelTrial>(0).Provider(access.App, channel, request.To)).ToOk())
            .Limit("notifications-test").WithSummary($"Send one message by {what}")
            .WithDescription("The answer says at once what came of it. Pushes go to the newest device of the subscriber that is named.")
            .Refuses(NotifyErrors.ProviderNotFound, NotifyErrors.AddressInvalid("to"), NotifyErrors.DeviceNotFound);
    }

    private static Result<T> One<T>(Result<ProviderSet> all, Func<ProviderSet, T?> pick)
        where T : class =>
        !all.IsOk ? all.Error : pick(all.Value) is { } one ? one : NotifyErrors.ProviderNotFound;

    private static async Task<OkAnswer<PushKeyAnswer>> PushKey(IGrainFactory grains)
    {
        var key = await AppEndpoints.App(grains, NotifyKeys.Product).PushKey();
        return (key is null ? NotifyErrors.ProviderNotFound : (Result<PushKeyAnswer>)new PushKeyAnswer(key)).ToOk();
    }
}

public sealed record PushKeyAnswer(string PublicKey);
