using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat;

namespace OrleansBackends.Tests.Chat.Users;

/// <summary>Counts of unread messages and mentions against a model that only counts, under random sends, edits, deletions and marks.</summary>
[Collection<ClusterCollection>]
public sealed class UnreadModelTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_are_those_of_a_simple_model(int seed)
    {
        var (random, desk) = (new Random(seed), new ChatDesk(cluster.Grains, new SentMarks(cluster.Grains)));
        var people = Enumerable.Range(0, 3).Select(_ => NewRooms.Somebody()).ToArray();
        var room = await cluster.Grains.MakeRoom(people[0]);
        await room.Members.Join(people[1]);
        await room.Members.Join(people[2]);
        var model = new Model();
        for (var step = 0; step < 80; step++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await Act(random, desk, room, people, model);
            if (step % 10 == 9)
            {
                await TestTime.Eventually(async () => await Differences(desk, room, people, model) == "", () => $"counts of step {step} as in the model");
            }
        }

        Assert.Equal("", await Differences(desk, room, people, model));
    }

    private static async Task Act(Random random, ChatDesk desk, ChatRoom room, UserId[] people, Model model)
    {
        var (by, other) = (people[random.Next(people.Length)], people[random.Next(people.Length)]);
        var known = model.Messages.Count > 0 ? model.Messages[random.Next(model.Messages.Count)] : null;
        switch (random.Next(10))
        {
            case < 5:
                var (reply, also, mention) = (known is { Deleted: false } && random.Next(3) == 0 ? known.Seq : default(long?), random.Next(2) == 0, random.Next(2) == 0);
                var sent = (await desk.Send(room.Id, new NewMessage
                {
                    By = by, ClientId = Guid.CreateVersion7().ToString(), Text = mention ? $"hello <@{other}>" : "hello", ReplyTo = reply, AlsoInRoom = also,
                })).Require();
                model.Sent(by, sent.Seq, reply is null || also, mention ? other : null);
                break;
            case < 7 when known is { Deleted: false }:
                var edited = (await room.Messages.Edit(known.By, known.Seq, $"changed <@{other}>")).Require();
                model.Edited(known, (await room.Grain.Access(by)).Require().LastSeq, other);
                Assert.Equal(known.Seq, edited.Seq);
                break;
            case < 8 when known is { Deleted: false }:
                (await room.Messages.Erase(known.By, known.Seq)).Require();
                known.Deleted = true;
                break;
            default:
                var to = random.NextInt64((await room.Grain.Access(by)).Require().LastSeq + 2);
                (await desk.MarkRead(room.Id, by, to)).Require();
                model.Read(by, Math.Min(to, (await room.Grain.Access(by)).Require().LastSeq));
                break;
        }
    }

    /// <summary>A mark at 0 moves nothing and answers the counts.</summary>
    private static async Task<string> Differences(ChatDesk desk, ChatRoom room, UserId[] people, Model model)
    {
        var differences = new List<string>();
        foreach (var person in people)
        {
            var counts = (await desk.MarkRead(room.Id, person, 0)).Require();
            if ((counts.Unread, counts.Mentions) != model.Counts(person))
            {
                differences.Add($"{counts} for {model.Counts(person)}");
            }
        }

        return string.Join("; ", differences);
    }

    private sealed class Model
    {
        private readonly Dictionary<UserId, long> marks = [];
        private readonly List<(UserId Who, long Seq)> mentions = [];

        public List<Said> Messages { get; } = [];

        public void Sent(UserId by, long seq, bool isInMainList, UserId? mentioned)
        {
            var said = new Said(seq, by, isInMainList);
            Messages.Add(said);
            Mention(said, seq, mentioned);
            Read(by, seq);
        }

        public void Edited(Said said, long seq, UserId mentioned) => Mention(said, seq, mentioned);

        public void Read(UserId who, long seq) => marks[who] = Math.Max(marks.GetValueOrDefault(who), seq);

        public (long Unread, int Mentions) Counts(UserId who)
        {
            var mark = marks.GetValueOrDefault(who);
            return (Messages.Count(said => said.IsInMainList && said.Seq > mark), mentions.Count(mention => mention.Who == who && mention.Seq > mark));
        }

        private void Mention(Said said, long seq, UserId? mentioned)
        {
            if (mentioned is { } who && said.Mentioned.Add(who) && who != said.By)
            {
                mentions.Add((who, seq));
            }
        }
    }

    private sealed record Said(long Seq, UserId By, bool IsInMainList)
    {
        public HashSet<UserId> Mentioned { get; } = [];

        public bool Deleted { get; set; }
    }
}
