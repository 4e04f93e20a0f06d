using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Signals;

/// <summary>Who was told to be typing where, so that several frontends together tell it no more often than one.</summary>
internal sealed class TypingBook
{
    public static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(3);

    private readonly Dictionary<(string Room, UserId User), DateTimeOffset> told = [];

    public bool Take(TypingSignal typing, DateTimeOffset now)
    {
        if (told.TryGetValue((typing.Room, typing.User), out var last) && now - last < AtMostEvery)
        {
            return false;
        }

        told[(typing.Room, typing.User)] = now;
        return true;
    }

    public void Expire(DateTimeOffset now)
    {
        foreach (var old in told.Where(t => now - t.Value >= AtMostEvery).Select(t => t.Key).ToList())
        {
            told.Remove(old);
        }
    }
}
