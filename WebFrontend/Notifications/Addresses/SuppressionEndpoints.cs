using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Addresses;

/// <summary>Addresses nothing is sent to.</summary>
internal static class SuppressionEndpoints
{
    private const string Route = "/suppressions/{channel}/{address}";

    public static void MapSuppressions(this RouteGroupBuilder programs)
    {
        programs.MapGet(Route, Get).Limit("read").WithSummary("Show the suppression of an address").Refuses(AddressErrors.NotSuppressed, Invalid);
        programs.MapPut(Route, Put).Limit("write")
            .WithSummary("Send nothing to an address any more")
            .WithDescription("channel is email or sms. Without until it holds for ever.").Refuses(Invalid);
        programs.MapDelete(Route, Lift).Limit("write").WithSummary("Lift the suppression of an address").Refuses(Invalid);
    }

    private static Error Invalid { get; } = NotifyErrors.AddressInvalid("address");

    private static async Task<OkAnswer<Suppression>> Get(string channel, string address, AppAccess access, IGrainFactory grains)
    {
        var place = SuppressedAddress.Read(channel, address);
        return (place.IsOk ? await place.Value.In(grains, access.App).Get() : place.Error).ToOk();
    }

    private static async Task<OkAnswer<Suppression>> Put(
        string channel, string address, SuppressRequest request, AppAccess access, IGrainFactory grains, TimeProvider time)
    {
        var place = SuppressedAddress.Read(channel, address);
        if (place.Error is { } unreadable)
        {
            return new Result<Suppression> { Error = unreadable }.ToOk();
        }

        if (request.Refuse(time.Now()) is { } refusal)
        {
            return new Result<Suppression> { Error = refusal }.ToOk();
        }

        var wish = new NewSuppression(request.Reason, request.Until, MaskedAddress.Of(place.Value!.Address));
        return new Result<Suppression> { Value = await place.Value.In(grains, access.App).Suppress(wish) }.ToOk();
    }

    private static async Task<NoContentAnswer> Lift(string channel, string address, AppAccess access, IGrainFactory grains)
    {
        var place = SuppressedAddress.Read(channel, address);
        if (place.IsOk)
        {
            await place.Value.In(grains, access.App).Lift();
        }

        return place.ToNoContent();
    }
}

public sealed record SuppressRequest
{
    /// <summary>Kebab-case; stands in the log of what was not sent.</summary>
    public string Reason { get; init; } = SuppressionReasons.Manual;

    public DateTimeOffset? Until { get; init; }

    internal Error? Refuse(DateTimeOffset now) =>
        !NotifyNames.IsKey(Reason) ? Errors.Invalid("A reason is a word in kebab-case.", "reason")
        : Until <= now ? Errors.Invalid("A suppression ends in the future.", "until")
        : null;
}
