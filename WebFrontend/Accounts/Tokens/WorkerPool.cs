using System.Collections.Concurrent;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Things that one caller at a time may use, such as <c>ECDsa</c>; as many are made as are used at once.</summary>
internal sealed class WorkerPool<T>(Func<T> make)
{
    private readonly ConcurrentBag<T> idle = [];

    public TResult Use<TResult>(Func<T, TResult> work)
    {
        var item = idle.TryTake(out var found) ? found : make();
        var result = work(item);
        idle.Add(item);
        return result;
    }

    public async Task<TResult> UseAsync<TResult>(Func<T, Task<TResult>> work)
    {
        var item = idle.TryTake(out var found) ? found : make();
        var result = await work(item);
        idle.Add(item);
        return result;
    }
}
