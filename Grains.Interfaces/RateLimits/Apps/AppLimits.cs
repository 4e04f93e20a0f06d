namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

public static class AppLimits
{
    public const int PerUser = 10;
    public const int Keys = 10;
    public const int Policies = 200;
    public const int Name = 60;
}
