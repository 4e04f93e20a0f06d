using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;

namespace OrleansBackends.Grains.Notifications.Topics;

[GrainType("topic")]
internal sealed class TopicGrain : Grain, ITopicGrain
{
    private readonly Document<TopicState> document;
    private readonly TimeProvider time;

    public TopicGrain([PersistentState(TopicState.Name)] IPersistentState<TopicState> storage, TimeProvider time)
    {
        document = new Document<TopicState>(this, storage);
        this.time = time;
    }

    private TopicState Topic => document.Current;

    public async Task<Result<TopicView>> Put(string name)
    {
        if (name.Length is 0 or > TopicState.MaxName || name.Any(char.IsControl))
        {
            return Errors.Invalid($"A name has 1 to {TopicState.MaxName} characters.", "name");
        }

        if (!document.Exists || Topic.Title != name)
        {
            await document.Commit(Topic with { Title = name, CreatedAt = document.Exists ? Topic.CreatedAt : time.Now() });
        }

        return Show();
    }

    public Task<Result<TopicView>> Get() => Task.FromResult<Result<TopicView>>(Missing is { } missing ? missing : Show());

    public async Task<Result<Done>> Delete()
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        await document.Delete();
        return Done.Ok;
    }

    public async Task<Result<TopicChanged>> Change(IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (Missing is { } missing)
        {
            return missing;
        }

        var decided = Topic.Change(add, remove);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        var (next, added, removed) = decided.Value;
        if (!ReferenceEquals(next, Topic))
        {
            await document.Commit(next);
        }

        return new TopicChanged(added, removed, Topic.Members.Count);
    }

    public Task<IReadOnlyList<string>?> Members(string after, int limit) =>
        Task.FromResult(Missing is null ? Topic.Members.After(after, limit) : null);

    /// <summary>A guessed name is not worth an activation's memory.</summary>
    private Error? Missing
    {
        get
        {
            if (!document.Exists)
            {
                this.DeactivateOnIdle();
            }

            return document.Exists ? null : NotifyErrors.TopicNotFound;
        }
    }

    private TopicView Show() => new(NotifyKeys.IdOf(this.GetPrimaryKeyString()), Topic.Title, Topic.Members.Count, Topic.CreatedAt);
}
