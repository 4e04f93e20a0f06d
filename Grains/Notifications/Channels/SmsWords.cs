namespace OrleansBackends.Grains.Notifications.Channels;

internal enum SmsWord
{
    None,
    Stop,
    Start,
    Help,
}

/// <summary>What an answer to our number asks for. Only a message that is nothing but the word counts.</summary>
internal static class SmsWords
{
    public static SmsWord Read(string body) => body.Trim().TrimEnd('.', '!').ToUpperInvariant() switch
    {
        "STOP" or "STOPALL" or "STOP ALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" => SmsWord.Stop,
        "START" or "UNSTOP" or "YES" => SmsWord.Start,
        "HELP" or "INFO" => SmsWord.Help,
        _ => SmsWord.None,
    };
}
