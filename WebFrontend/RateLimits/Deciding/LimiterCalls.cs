using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Calls whose answer nobody waits for. What a limiter does not hear of stays spent, or ends by its own time.</summary>
internal sealed partial class LimiterCalls(IGrainFactory grains, ILogger<LimiterCalls> logger)
{
    public ILimiterGrain Of(UnitUse unit) => Of(KeyOf(unit));

    public ILimiterGrain Of(string key) => grains.GetGrain<ILimiterGrain>(key);

    public static string KeyOf(UnitUse unit) => RateLimitKey.Limiter(unit.Terms.App, unit.Subject.Text);

    public void GiveBack(UnitUse unit, long takenAt) => Send(Of(unit).GiveBack(unit.Policy, takenAt, unit.Cost));

    public async void Send(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception fault)
        {
            LogUnheard(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A limiter was not told what came back.")]
    private static partial void LogUnheard(ILogger logger, Exception fault);
}
