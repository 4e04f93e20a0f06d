namespace OrleansBackends.Tests.Storage;

[Collection<StorageCollection>]
public sealed class JournalTests(StorageSilos silos)
{
    private sealed record Word(string Text);

    private static StreamName NewStream() => new("tests", "words", $"{Guid.NewGuid():N}");

    private static NewEntry Entry(string text) => NewEntry.Of("word", new Word(text));

    [Theory, OnBothDatabases]
    public async Task Entries_are_numbered_from_1_and_read_back_as_written(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var stream = await journal.Open(new JournalOwner(), NewStream());

        Assert.Equal(2, await stream.Append(Entry("a"), Entry("b\"é\u2028")));
        Assert.Equal(3, await stream.Append(Entry("c")));

        var read = await journal.Read(stream.Name, after: 1, limit: 10);
        Assert.Equal([2, 3], read.Select(e => e.Seq));
        Assert.Equal("b\"é\u2028", read[0].Read<Word>().Text);
        Assert.Equal("word", read[0].Kind);
        Assert.Equal(read[0].At.ToMilliseconds(), read[0].At);
        Assert.InRange(read[0].At, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal([2, 1], (await journal.ReadBack(stream.Name, before: 3, limit: 2)).Select(e => e.Seq));
    }

    [Theory, OnBothDatabases]
    public async Task Sixty_four_handles_append_side_by_side_without_gaps(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var streams = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => journal.Open(new JournalOwner(), NewStream())));

        await Task.WhenAll(streams.SelectMany(stream => Enumerable.Range(1, 50).Select(i => stream.Append(Entry($"{i}")))));

        foreach (var stream in streams)
        {
            var texts = (await journal.Read(stream.Name, 0, 100)).Select(e => (e.Seq, e.Read<Word>().Text));
            Assert.Equal(Enumerable.Range(1, 50).Select(i => ((long)i, $"{i}")), texts);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_stale_owner_loses_its_whole_unit_while_others_win(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var name = NewStream();
        var (stale, owner) = (new JournalOwner(), new JournalOwner());
        var staleStream = await journal.Open(stale, name);
        var ownerStream = await journal.Open(owner, name);
        var other = await journal.Open(new JournalOwner(), NewStream());
        await ownerStream.Append(Entry("1"), Entry("2"));

        var lost = staleStream.Append(Entry("x"), Entry("y"), Entry("z"));
        var won = other.Append(Entry("here"));

        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => lost);
        Assert.Equal(1, await won);
        Assert.True(stale.Ended);
        Assert.False(owner.Ended);
        Assert.Equal(["1", "2"], (await journal.Read(name, 0, 10)).Select(e => e.Read<Word>().Text));
        Assert.Equal(3, await ownerStream.Append(Entry("3")));
    }

    [Theory, OnBothDatabases]
    public async Task A_dead_handle_touches_nothing(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var name = NewStream();
        var stale = await journal.Open(new JournalOwner(), name);
        var owner = await journal.Open(new JournalOwner(), name);
        await owner.Append(Entry("1"));
        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.Append(Entry("x")));

        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.Append(Entry("y")));
        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.AppendAndErase([Entry("y")], [1]));
        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.TrimBefore(1));

        Assert.Equal(["1"], (await journal.Read(name, 0, 10)).Select(e => e.Read<Word>().Text));
    }

    [Theory, OnBothDatabases]
    public async Task A_number_freed_by_trimming_is_not_given_to_a_stale_owner(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var name = NewStream();
        var stale = await journal.Open(new JournalOwner(), name);
        var owner = await journal.Open(new JournalOwner(), name);
        await owner.Append(Entry("1"), Entry("2"), Entry("3"));
        await owner.TrimBefore(3);

        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.Append(Entry("x")));

        Assert.Equal([3], (await journal.Read(name, 0, 10)).Select(e => e.Seq));
    }

    [Theory, OnBothDatabases]
    public async Task Trimming_may_leave_the_entries_of_one_kind(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var stream = await journal.Open(new JournalOwner(), NewStream());
        await stream.Append(Entry("1"), Entry("2") with { Kind = "kept" }, Entry("3"), Entry("4"));

        await stream.TrimBefore(4, keep: "kept");

        Assert.Equal([2, 4], (await journal.Read(stream.Name, 0, 10)).Select(e => e.Seq));
        Assert.Equal(5, await (await journal.Open(new JournalOwner(), stream.Name)).Append(Entry("5")));
    }

    [Theory, OnBothDatabases]
    public async Task Trimming_keeps_the_last_entry(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var stream = await journal.Open(new JournalOwner(), NewStream());
        await stream.Append(Entry("1"), Entry("2"), Entry("3"));

        await stream.TrimBefore(100);

        Assert.Equal([3], (await journal.Read(stream.Name, 0, 10)).Select(e => e.Seq));
        var reopened = await journal.Open(new JournalOwner(), stream.Name);
        Assert.Equal(4, await reopened.Append(Entry("4")));
    }

    [Theory, OnBothDatabases]
    public async Task Erasing_empties_older_entries_with_the_append(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var stream = await journal.Open(new JournalOwner(), NewStream());
        await stream.Append(Entry("1"), Entry("2"), Entry("3"));

        await stream.AppendAndErase([Entry("gone")], [1, 3]);

        Assert.Equal(["{}", "2", "{}", "gone"], (await journal.Read(stream.Name, 0, 10)).Select(e => e.Data == "{}" ? "{}" : e.Read<Word>().Text));
    }

    [Theory, OnBothDatabases]
    public async Task A_lost_unit_erases_nothing(Db db)
    {
        var journal = await silos.Get<IJournal>(db);
        var name = NewStream();
        var stale = await journal.Open(new JournalOwner(), name);
        var owner = await journal.Open(new JournalOwner(), name);
        await owner.Append(Entry("1"));

        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stale.AppendAndErase([Entry("x")], [1]));

        Assert.Equal(["1"], (await journal.Read(name, 0, 10)).Select(e => e.Read<Word>().Text));
    }

    [Fact]
    public async Task An_entry_that_the_database_refuses_fails_alone()
    {
        var journal = await silos.Get<IJournal>(Db.Postgres);
        var (culprit, bystander) = (new JournalOwner(), new JournalOwner());
        var refused = (await journal.Open(culprit, NewStream())).Append(new NewEntry("word", "{\"text\":\"\\u0000\"}"));
        var stored = (await journal.Open(bystander, NewStream())).Append(Entry("fine"));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => refused);
        Assert.Equal(1, await stored);
        Assert.True(culprit.Ended);
        Assert.False(bystander.Ended);
    }
}
