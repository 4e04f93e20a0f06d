using System.Threading.Channels;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Whether the secret is right, and whether it was kept in another form than it would be now.</summary>
public readonly record struct PasswordCheck(bool Matches, bool IsOutdated);

/// <summary>
/// Hashes on a few threads of its own, so that neither a grain's turn nor the request threads are held up. Full, or not done in time, is refused
/// with 503 <c>busy</c>.
/// </summary>
public sealed class PasswordPool : IDisposable
{
    private const int QueuePerWorker = 32;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly Channel<Job> queue;
    private readonly int capacity;
    private readonly TimeProvider time;
    private readonly TimeSpan maxWait;
    private long hashed;

    public PasswordPool(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount - 1))
    {
    }

    internal PasswordPool(TimeProvider time, int workers, TimeSpan? maxWait = null)
    {
        this.time = time;
        this.maxWait = maxWait ?? MaxWait;
        capacity = workers * QueuePerWorker;
        queue = Channel.CreateBounded<Job>(capacity);
        Telemetry.Meter.CreateObservableCounter("passwords.hashed", () => Hashed, description: "Hashes that were begun, for making or for checking.");
        for (var i = 0; i < workers; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"passwords {i}" }.Start();
        }
    }

    /// <summary>Whoever comes now would be refused: worth a look before anything is done for him.</summary>
    public bool IsFull => queue.Reader.Count >= capacity;

    /// <summary>How many hashes were begun.</summary>
    internal long Hashed => Interlocked.Read(ref hashed);

    /// <summary>The secret in its kept form, see <see cref="PasswordHash"/>.</summary>
    public Task<Result<string>> HashAsync(string secret, PasswordForm form) => Run(() => PasswordHash.Compute(secret, form).ToString());

    /// <summary>Checks a secret against what is kept; null, as for somebody who does not exist, costs what a secret of this form costs and never matches.</summary>
    public Task<Result<PasswordCheck>> VerifyAsync(string secret, string? kept, PasswordForm form) => Run(() =>
    {
        var hash = kept is null ? PasswordHash.Dummy(form) : PasswordHash.Parse(kept) ?? throw new FormatException("A kept secret cannot be read.");
        return new PasswordCheck(hash.Matches(secret) && kept is not null, hash.Form != form);
    });

    public void Dispose() => queue.Writer.TryComplete();

    private async Task<Result<T>> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = new Job(
            time.GetTimestamp(),
            () => done.SetResult(work()),
            done.SetException,
            () => done.SetCanceled());
        if (!queue.Writer.TryWrite(job))
        {
            return WebErrors.Busy;
        }

        try
        {
            return await done.Task;
        }
        catch (OperationCanceledException)
        {
            return WebErrors.Busy;
        }
    }

    private void Work()
    {
        ThreadNiceness.Yield();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!queue.Reader.TryRead(out var job))
            {
                continue;
            }

            if (time.GetElapsedTime(job.Since) > maxWait)
            {
                job.TooLate();
                continue;
            }

            Interlocked.Increment(ref hashed);
            try
            {
                job.Run();
            }
            catch (Exception fault)
            {
                job.Fail(fault); // It belongs to whoever asked, not to the worker.
            }
        }
    }

    private readonly record struct Job(long Since, Action Run, Action<Exception> Fail, Action TooLate);
}
