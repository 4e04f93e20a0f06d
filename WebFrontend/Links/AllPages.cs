namespace OrleansBackends.WebFrontend.Links;

internal static class AllPages
{
    /// <summary>Every item of a list, one page in memory at a time.</summary>
    public static async IAsyncEnumerable<T> Of<T>(Func<PageRequest, Task<Result<Page<T>>>> read)
    {
        string? cursor = null;
        do
        {
            var page = (await read(new PageRequest(PageRequest.MaxLimit, cursor))).Require();
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
