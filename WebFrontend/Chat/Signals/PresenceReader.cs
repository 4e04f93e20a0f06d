using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Asks the places of people how these are seen: one call for each place.</summary>
internal sealed class PresenceReader(IGrainFactory grains)
{
    public async Task<IReadOnlyList<(string Place, AskedPresence Asked)>> Ask(IEnumerable<UserId> users) =>
        await Task.WhenAll(users.Distinct().GroupBy(ChatKey.Signals).Select(async of => (of.Key, await grains.GetGrain<ISignalsGrain>(of.Key).Ask([.. of]))));
}
