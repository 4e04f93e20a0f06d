using System.Globalization;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// A grain's state document. <see cref="Current"/> is always what is durable: a commit shows its state only after the write, and a failed
/// write, whose outcome nobody knows, ends the activation.
/// </summary>
public sealed class Document<T>(IGrainBase grain, IPersistentState<T> storage)
    where T : class, new()
{
    /// <summary>What a write under way replaces; null while there is none.</summary>
    private T? before;

    /// <summary>The durable state; a default one while <see cref="Exists"/> is false. True from <c>OnActivateAsync</c> on, not in a constructor.</summary>
    public T Current => before ?? storage.State;

    public bool Exists => storage.RecordExists;

    /// <summary>Counts the writes, from 1; 0 before the first.</summary>
    public int Version => storage is { RecordExists: true, Etag: { } etag } ? int.Parse(etag, CultureInfo.InvariantCulture) : 0;

    /// <summary>Writes <paramref name="next"/>. One commit at a time: a grain with interleaving calls appends to a journal instead.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first.</exception>
    public Task Commit(T next) => Write(() =>
    {
        storage.State = next;
        return storage.WriteStateAsync();
    });

    /// <summary>Deletes the row; the key is then as if it had never been written.</summary>
    public Task Delete() => Exists ? Write(storage.ClearStateAsync) : Task.CompletedTask;

    private async Task Write(Func<Task> write)
    {
        if (before is not null)
        {
            throw new InvalidOperationException($"Two writes of {typeof(T).Name} at once: the second would undo the first.");
        }

        before = storage.State;
        try
        {
            await write();
        }
        catch
        {
            storage.State = before;
            grain.DeactivateOnIdle();
            throw;
        }
        finally
        {
            before = null;
        }
    }
}
