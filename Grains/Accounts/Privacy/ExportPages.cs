using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What the slices hold about a person, one slice after the other; the cursor names the slice and its place.</summary>
internal static class ExportPages
{
    public static async Task<Result<ExportPage>> Read(IEnumerable<IUserExport> exports, UserId user, string? cursor)
    {
        var slices = exports.OrderBy(e => e.Slice, StringComparer.Ordinal).ToList();
        var place = cursor is null ? [slices[0].Slice, ""] : Cursor.Decode(cursor, 2);
        var at = place is null ? -1 : slices.FindIndex(e => e.Slice == place[0]);
        if (at < 0)
        {
            return Errors.InvalidCursor;
        }

        var page = await slices[at].Export(user, place![1].Length > 0 ? place[1] : null, CancellationToken.None);
        var next = page.NextCursor is { } more ? Cursor.Encode(slices[at].Slice, more)
            : at + 1 < slices.Count ? Cursor.Encode(slices[at + 1].Slice, "")
            : null;
        return new ExportPage(slices[at].Slice, page.Items, next);
    }
}
