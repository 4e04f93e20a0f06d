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

        // The pages first: what a topic of the same name finds in them later would be members again.
        if (Topic.HasPages)
        {
            await Task.WhenAll(Enumerable.Range(0, NotifyKeys.TopicPages).Select(page => Page(page).Delete()));
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

        var change = decided.Value;
        if (!ReferenceEquals(change.Topic, Topic))
        {
            await document.Commit(change.Topic);
        }

        return change.Pages.Count == 0
            ? new TopicChanged(change.Added, change.Removed, Topic.CountAll())
            : await ChangePages(change);
    }

    public Task<TopicSection?> Members(string after, int limit) =>
        Task.FromResult(Missing is null ? new TopicSection(Topic.Members.After(after, limit), Topic.HasPages) : null);

    /// <summary>Each page says how many it has then, so a count that a fault left behind is right after the next change.</summary>
    private async Task<Result<TopicChanged>> ChangePages(TopicChange change)
    {
        var answers = await Task.WhenAll(change.Pages.Select(page => Page(page.Page).Change(page.Add, page.Remove)));
        var changed = change.Pages.Zip(answers).Where(pair => pair.Second.IsOk).ToDictionary(pair => pair.First.Page, pair => pair.Second.Require());
        var counts = changed.Aggregate(Topic.PageCounts, (all, page) => all.SetItem(page.Key, page.Value.Count));
        if (!counts.SequenceEqual(Topic.PageCounts))
        {
            await document.Commit(Topic with { PageCounts = counts });
        }

        return Array.Find(answers, answer => !answer.IsOk).Error is { } refused ? refused : new TopicChanged(
            change.Added + changed.Values.Sum(page => page.Added), change.Removed + changed.Values.Sum(page => page.Removed), Topic.CountAll());
    }

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

    private TopicView Show() => new(NotifyKeys.IdOf(this.GetPrimaryKeyString()), Topic.Title, Topic.CountAll(), Topic.CreatedAt);

    private ITopicPageGrain Page(int page) =>
        GrainFactory.GetGrain<ITopicPageGrain>(NotifyKeys.TopicPage(NotifyKeys.AppOf(this.GetPrimaryKeyString()), NotifyKeys.IdOf(this.GetPrimaryKeyString()), page));
}
