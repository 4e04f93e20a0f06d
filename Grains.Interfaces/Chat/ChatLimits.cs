namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>Bounds of what rooms and users of chat hold.</summary>
public static class ChatLimits
{
    public const int Name = 80;
    public const int Topic = 250;
    public const int Description = 2_000;
    public const int Text = 8_000;
    public const int ClientId = 64;
    public const int Reason = 200;
    public const int Members = 10_000;
    public const int Bans = 5_000;
    public const int RoomsPerUser = 1_000;
    public const int Conversation = 10;
    public const int Mentions = 50;
    public const int ReactionKinds = 20;
    public const int Emoji = 40;
    public const int Pins = 100;

    /// <summary>Each of them is told of each message, so there are not many.</summary>
    public const int Listeners = 200;
    public const int Saved = 500;
    public const int Blocked = 1_000;

    /// <summary>Of more followed threads the oldest are dropped.</summary>
    public const int Threads = 500;
    public const int Status = 100;
    public const int SlowModeSeconds = 21_600;
    public const int RetentionDays = 3_650;
    public const int MostEditWindowSeconds = 31_536_000;
    public const int Invites = 100;
    public const int InviteUses = 1_000;
    public const int InviteDays = 30;
    public const int Hooks = 20;
    public const int HookName = 40;
    public const int Words = 500;
    public const int Word = 60;
    public const int Note = 500;

    /// <summary>Copies of reported messages are kept so long.</summary>
    public const int ReportDays = 90;

    /// <summary>Readers of a message are told in rooms of at most so many.</summary>
    public const int ReadersShown = 50;

    /// <summary>Who types is told in rooms of at most so many.</summary>
    public const int TypingShown = 200;

    /// <summary>People whose presence one connection watches.</summary>
    public const int Watched = 200;

    /// <summary>Events in one answer of a resync.</summary>
    public const int Events = 100;
}
