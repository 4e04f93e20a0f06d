namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Marks units that a limiter took at a time of its own.</summary>
internal sealed class TakenUnits
{
    public static readonly TakenUnits Direct = new();
}
