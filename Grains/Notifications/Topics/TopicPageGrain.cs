using OrleansBackends.Grains.Interfaces.Notifications.Topics;

namespace OrleansBackends.Grains.Notifications.Topics;

[GrainType("topicpage")]
internal sealed class TopicPageGrain : Grain, ITopicPageGrain
{
    private readonly Document<TopicPageState> document;

    public TopicPageGrain([PersistentState(TopicPageState.Name)] IPersistentState<TopicPageState> storage) =>
        document = new Document<TopicPageState>(this, storage);

    public async Task<Result<TopicChanged>> Change(IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        var decided = document.Current.Members.Change(add, remove);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        var (members, added, removed) = decided.Value;
        if (added + removed > 0)
        {
            await document.Commit(document.Current with { Members = members });
        }

        return new TopicChanged(added, removed, members.Count);
    }

    public Task<TopicSection> Members(string after, int limit) =>
        Task.FromResult(new TopicSection(document.Current.Members.After(after, limit), HasPages: true));

    public async Task Delete()
    {
        await document.Delete();
        this.DeactivateOnIdle();
    }
}
