using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Lists;

[StatelessWorker, GrainType("chatqueries")]
internal sealed class ChatQueries(QueryDatabase database, IJournal journal, TimeProvider time) : Grain, IChatQueries
{
    private readonly RoomLists rooms = new(database, time);
    private readonly MemberList members = new(database);
    private readonly MentionList mentions = new(database);
    private readonly InvitationList invitations = new(database, time);
    private readonly TailList tails = new(database);
    private readonly HistoryQuery history = new(database);
    private readonly SearchQuery search = new(database, new HistoryQuery(database));

    public Task<Result<Page<RoomView>>> Directory(string? words, DirectorySort sort, PageRequest page) => rooms.Directory(words, sort, page);

    public Task<Result<Page<MyRoom>>> MyRooms(UserId user, RoomKind? kind, PageRequest page) => rooms.Of(user, kind, page, history);

    public Task<int> CountRooms(UserId user, int upTo) => rooms.Count(user, upTo);

    public Task<Result<Page<MemberView>>> Members(string room, MemberFilter filter, PageRequest page) => members.List(room, filter, page);

    public Task<HistoryPage> History(UserId asker, string room, long floorSeq, HistoryRequest request) => history.Page(asker, room, floorSeq, request);

    public Task<Result<MessageView>> Message(UserId asker, string room, long floorSeq, long seq) => history.One(asker, room, floorSeq, seq);

    public Task<IReadOnlyList<MessageVersion>> Versions(string room, long seq) => history.Versions(room, seq);

    public async Task<IReadOnlyList<RoomEvent>> Events(string room, long after, int limit)
    {
        var entries = await journal.Read(Rooms.RoomEvents.Stream(room), after, limit);
        return [.. entries.Select(entry => new RoomEvent(entry.Seq, entry.Kind, Rooms.RoomEvents.Data(entry)))];
    }

    public Task<IReadOnlyList<MessageView>> Pick(UserId asker, string room, long floorSeq, IReadOnlyList<long> seqs) =>
        history.Pick(asker, room, floorSeq, seqs);

    public Task<Result<Page<Mention>>> Mentions(UserId user, PageRequest page) => mentions.List(user, page);

    public Task<int> CountMentions(UserId user, string room, long afterSeq) => mentions.Count(user, room, afterSeq);

    public Task<Result<Page<MessageView>>> Search(UserId user, SearchRequest request, PageRequest page) => search.Find(user, request, page);

    public Task<IReadOnlyList<string>> RoomsOf(UserId user, int limit) => rooms.IdsOf(user, limit);

    public Task<Result<Page<Invitation>>> Invitations(UserId user, PageRequest page) => invitations.Of(user, page);

    public Task<bool> OwnsRoom(UserId user) => rooms.Owns(user);

    public Task<IReadOnlyList<OwnMessage>> SentBy(UserId user, string afterRoom, long afterSeq, int limit) => history.SentBy(user, afterRoom, afterSeq, limit);

    public Task<IReadOnlyList<ThreadCount>> ThreadCounts(IReadOnlyList<ThreadPlace> threads) => tails.Count(threads);

    public Task<IReadOnlyList<RoomTail>> Tails(UserId user) => tails.Of(user);

    public Task<IReadOnlyList<MessageView>> AllMessages(UserId asker, string room, long afterSeq, int limit) => history.All(asker, room, afterSeq, limit);

    public Task<long> CountTo(string room, long seq) => history.CountTo(room, seq);
}
