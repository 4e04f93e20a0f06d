using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Bench.Subjects;

/// <summary>A provider that answers at once. While it is closed, everything but one-time codes waits in front of it.</summary>
internal sealed class HttpProvider(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
    private TaskCompletionSource open = Opened();
    private long calls;

    /// <summary>Called with each one-time code that is handed over.</summary>
    public Action<string> Code { get; set; } = static _ => { };

    public long Calls => Interlocked.Read(ref calls);

    public SendMessage Sender => Send;

    public void Open() => open.TrySetResult();

    public void Close() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Call()
    {
        using var answer = await http.GetAsync(new Uri("/message", UriKind.Relative));
        Interlocked.Increment(ref calls);
    }

    public void Dispose() => http.Dispose();

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task<SendReport> Send(ClaimedMessage claim, CancellationToken cancellation)
    {
        if (claim.Message.Lane == Lane.Otp)
        {
            Code(claim.Message.Id);
        }
        else
        {
            await open.Task.WaitAsync(cancellation);
            await Call();
        }

        return new SendReport { Claim = claim.Claim, Lane = claim.Message.Lane, Outcome = SendResult.Sent, HandedOver = true };
    }
}
