namespace OrleansBackends.Tests.Chat.Kill;

/// <summary>How many talk, and for how long. <c>BACKENDS_CHAT_KILL=full</c> takes the full size, which wants a machine for itself.</summary>
internal sealed record KillSize(int Rooms, int ClientsPerRoom, TimeSpan Time, int Pace)
{
    private static readonly KillSize Small = new(6, 5, TimeSpan.Zero, 120);
    private static readonly KillSize Full = new(20, 10, TimeSpan.FromSeconds(60), 500);

    public static KillSize Chosen => Environment.GetEnvironmentVariable("BACKENDS_CHAT_KILL") == "full" ? Full : Small;
}
