using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

internal static class PageShape
{
    private const int Narrow = 360;
    private const int Wide = 900;

    /// <summary>Where pictures of the pages are put, for people to look at; none are taken where it is not set.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BACKENDS_PICTURES");

    public static async Task IsOpenToEverybodyAsync(this BrowserPage page, string name)
    {
        foreach (var scheme in (string[])["light", "dark"])
        {
            await page.PreferAsync("prefers-color-scheme", scheme);
            Assert.Empty(await page.FindBarriersAsync());
        }

        await page.KeepPictureAsync(name, "-dark");
        await page.PreferAsync("prefers-color-scheme", "light");
        await page.KeepPictureAsync(name, "");
        await page.ResizeAsync(Narrow, 740);
        await page.KeepPictureAsync(name, "-narrow");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, Narrow);
        await page.ResizeAsync(Wide, 800);
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('h1').length"));
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('form input:not([type=hidden]):not([type=checkbox]):not([autocomplete])').length"));
    }

    private static async Task KeepPictureAsync(this BrowserPage page, string name, string look)
    {
        if (Pictures is not null)
        {
            var file = string.Concat(name.Split('?')[0].Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
            await File.WriteAllBytesAsync(Path.Combine(Pictures, $"{file}{look}.png"), await page.TakePictureAsync());
        }
    }
}
