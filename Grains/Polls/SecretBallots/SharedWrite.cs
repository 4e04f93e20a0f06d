namespace OrleansBackends.Grains.Polls.SecretBallots;

/// <summary>
/// Writes of a document one after another, in a grain whose calls interleave: who asks while one runs shares the next. After a failed one all later ones
/// fail, because memory ran ahead of it and the activation ends.
/// </summary>
internal sealed class SharedWrite(Func<Task> write)
{
    private Task last = Task.CompletedTask;
    private Task? next;

    /// <summary>Answers when a write that began after this call has ended.</summary>
    public Task Run() => next ??= last = Share(last);

    /// <summary>Does something else that writes the document, in its turn.</summary>
    public Task Alone(Func<Task> work) => last = After(last, work);

    private static async Task After(Task before, Func<Task> work)
    {
        await before;
        await work();
    }

    private async Task Share(Task before)
    {
        await Task.Yield(); // Whoever calls in the same turn shares it as well.
        await before;
        next = null;
        await write();
    }
}
