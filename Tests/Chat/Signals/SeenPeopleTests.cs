using OrleansBackends.Grains.Chat.Signals;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Chat.Signals;

[Collection<StorageCollection>]
public sealed class SeenPeopleTests(StorageSilos silos)
{
    [Theory, OnBothDatabases]
    public async Task What_people_decided_about_being_seen_is_read_from_their_documents(Db db)
    {
        var (ann, bob, nobody) = (NewRooms.Somebody(), NewRooms.Somebody(), NewRooms.Somebody());
        var document = (await silos.Get<IGrainFactory>(db)).GetGrain<IChatUserGrain>(ChatKey.User(ann));
        var now = DateTimeOffset.UtcNow;
        await document.Seen();
        await document.ChoosePresence(new ChosenPresence(PresenceChoice.Dnd, now.AddHours(1)));
        (await document.Block(bob)).Require();

        var found = await new SeenPeople(await silos.Get<QueryDatabase>(db)).Find([ann, nobody, ann]);
        Assert.Equal(SeenSettings.None, found[nobody]);
        Assert.Equal(PresenceChoice.Dnd, found[ann].Chosen.At(now));
        Assert.Equal(PresenceChoice.Auto, found[ann].Chosen.At(now.AddHours(2)));
        Assert.Equal([bob], found[ann].Blocked);
        Assert.InRange(found[ann].LastSeenAt!.Value, now.AddMinutes(-1), DateTimeOffset.UtcNow);
    }
}
