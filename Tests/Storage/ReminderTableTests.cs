namespace OrleansBackends.Tests.Storage;

[Collection<StorageCollection>]
public sealed class ReminderTableTests(StorageSilos silos)
{
    private static readonly DateTime Start = new(2027, 3, 28, 7, 0, 0, 123, DateTimeKind.Utc);

    private static ReminderEntry Reminder(GrainId? grain = null, string name = "due", int minutes = 1) => new()
    {
        GrainId = grain ?? GrainId.Create("note", $"note:{Guid.NewGuid():N}"),
        ReminderName = name,
        StartAt = Start,
        Period = TimeSpan.FromMinutes(minutes),
    };

    [Theory, OnBothDatabases]
    public async Task Registering_again_replaces_the_reminder(Db db)
    {
        var table = await silos.Get<IReminderTable>(db);
        var first = Reminder();
        var oldTag = await table.UpsertRow(first);
        var tag = await table.UpsertRow(Reminder(first.GrainId, minutes: 60 * 24 * 40));

        var row = (await table.ReadRow(first.GrainId, "due"))!;

        Assert.NotEqual(oldTag, tag);
        Assert.Equal((tag, Start, TimeSpan.FromDays(40)), (row.ETag, row.StartAt, row.Period));
    }

    [Theory, OnBothDatabases]
    public async Task Reminders_of_one_grain_are_told_apart_by_name(Db db)
    {
        var table = await silos.Get<IReminderTable>(db);
        var first = Reminder();
        await table.UpsertRow(first);
        await table.UpsertRow(Reminder(first.GrainId, "other"));

        var rows = await table.ReadRows(first.GrainId);

        Assert.Equal(["due", "other"], rows.Reminders.Select(r => r.ReminderName).Order());
        Assert.Null(await table.ReadRow(first.GrainId, "third"));
    }

    [Theory, OnBothDatabases]
    public async Task A_reminder_is_removed_by_its_current_tag_only(Db db)
    {
        var table = await silos.Get<IReminderTable>(db);
        var reminder = Reminder();
        var oldTag = (await table.UpsertRow(reminder))!;
        var tag = (await table.UpsertRow(reminder))!;

        Assert.False(await table.RemoveRow(reminder.GrainId, "due", oldTag));
        Assert.True(await table.RemoveRow(reminder.GrainId, "due", tag));
        Assert.False(await table.RemoveRow(reminder.GrainId, "due", tag));
    }

    [Theory, OnBothDatabases]
    public async Task A_range_of_hashes_leaves_out_its_begin_holds_its_end_and_may_wrap(Db db)
    {
        var table = await silos.Get<IReminderTable>(db);
        var mine = Enumerable.Range(0, 60).Select(_ => Reminder()).ToDictionary(r => r.GrainId.GetUniformHashCode());
        foreach (var reminder in mine.Values)
        {
            await table.UpsertRow(reminder);
        }

        var hashes = mine.Keys.Order().ToArray();
        foreach (var (begin, end) in new[] { (hashes[5], hashes[20]), (hashes[10], hashes[55]), (hashes[50], hashes[5]), (0x7000_0000u, 0x9000_0000u) })
        {
            var expected = hashes.Where(h => begin < end ? h > begin && h <= end : h > begin || h <= end);
            var found = (await table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId.GetUniformHashCode()).Where(mine.ContainsKey);
            Assert.Equal(expected, found.Order());
        }
    }
}
