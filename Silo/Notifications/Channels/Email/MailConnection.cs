using MailKit.Net.Smtp;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>A connection in the pool, with its age.</summary>
internal sealed class MailConnection(SmtpClient client, DateTimeOffset now) : IDisposable
{
    private const int MostMessages = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset opened = now;
    private DateTimeOffset used = now;
    private int messages;

    public SmtpClient Client => client;

    /// <summary>After 100 messages or 60 s another one is opened.</summary>
    public bool IsSpent(DateTimeOffset now) => !client.IsConnected || messages >= MostMessages || now - opened >= Longest;

    /// <summary>After 10 s of silence the server is asked whether it is still there.</summary>
    public bool NeedsQuestion(DateTimeOffset now) => now - used >= Quiet;

    public void Used(DateTimeOffset now)
    {
        messages++;
        used = now;
    }

    public void Dispose() => client.Dispose();
}
