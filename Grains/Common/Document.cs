using System.Globalization;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// A grain's state document. <see cref="Current"/> is always what is durable: a commit shows its state only after the write, and a failed
/// write, whose outcome nobody knows, ends the activation.
/// </summary>
public sealed class Document<T>(IGrainBase grain, IPersistentState<T> storage)
    where T : class, new()
{
    private T? durable;
    private bool writing;

    /// <summary>The durable state; a default one while <see cref="Exists"/> is false.</summary>
    public T Current => durable ??= storage.State;

    public bool Exists => storage.RecordExists;

    /// <summary>Counts the writes, from 1; 0 before the first.</summary>
    public int Version => storage.Etag is { } etag ? int.Parse(etag, CultureInfo.InvariantCulture) : 0;

    /// <summary>Writes <paramref name="next"/>. One commit at a time: a grain with interleaving calls appends to a journal instead.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first.</exception>
    public async Task Commit(T next)
    {
        if (writing)
        {
            throw new InvalidOperationException($"Two commits of {typeof(T).Name} at once: the second would undo the first.");
        }

        var before = Current;
        writing = true;
        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
            durable = next;
        }
        catch
        {
            storage.State = before;
            grain.DeactivateOnIdle();
            throw;
        }
        finally
        {
            writing = false;
        }
    }

    /// <summary>Deletes the row; the key is then as if it had never been written.</summary>
    public async Task Delete()
    {
        try
        {
            await storage.ClearStateAsync();
            durable = new T();
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
