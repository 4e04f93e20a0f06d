using System.Diagnostics;
using OrleansBackends.WebFrontend.Links.Qr;

namespace OrleansBackends.Tests.Links.Qr;

public sealed class QrTests(AppFixture app)
{
    private const string Reader = "/usr/bin/zbarimg";

    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Theory]
    [InlineData("L", 0)]
    [InlineData("M", 4)]
    [InlineData("Q", 2)]
    [InlineData("H", 16)]
    public async Task A_drawn_code_is_read_back(string level, int margin)
    {
        var link = await owner.Shorten(new { url = "https://example.com/" });
        using var answer = await app.CreateClient().GetAsync(
            $"/api/links/{link.Text("code")}/qr?format=png&size=400&margin={margin}&ec={level}&fg=202060&bg=fffff0");
        Assert.Equal(("image/png", "public, max-age=86400"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.NonValidated["Cache-Control"].ToString()));
        var png = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(400, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.SkipUnless(File.Exists(Reader), $"{Reader} (package zbar-tools) is not installed.");
        Assert.Equal(link.Text("shortUrl"), await Read(png));
    }

    [Fact]
    public async Task A_code_is_drawn_as_svg_without_script()
    {
        var link = await owner.Shorten(new { url = "https://example.com/" });
        using var answer = await app.CreateClient().GetAsync($"/api/links/{link.Text("code")}/qr?size=300&margin=0");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        var svg = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"300\"", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=gif", 400, "qr-invalid")]
    [InlineData("size=63", 400, "qr-invalid")]
    [InlineData("size=2049", 400, "qr-invalid")]
    [InlineData("margin=17", 400, "qr-invalid")]
    [InlineData("ec=X", 400, "qr-invalid")]
    [InlineData("fg=red", 400, "qr-invalid")]
    [InlineData("fg=ffffff&bg=fffff0", 422, "qr-low-contrast")]
    [InlineData("fg=999999", 422, "qr-low-contrast")]
    public async Task What_cannot_be_drawn_or_read_is_refused(string query, int status, string code)
    {
        var link = await owner.Shorten(new { url = "https://example.com/" });
        await Problem.Read(await app.CreateClient().GetAsync($"/api/links/{link.Text("code")}/qr?{query}"), status, code);
    }

    [Fact]
    public async Task A_link_that_is_not_there_is_not_drawn() =>
        await Problem.Read(await app.CreateClient().GetAsync("/api/links/not-there-1/qr"), 404, "link-not-found");

    [Fact]
    public void Black_on_white_has_the_largest_contrast() => Assert.Equal(21, QrStyle.Contrast("000000", "ffffff"), 3);

    private static async Task<string> Read(byte[] png)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "code.png");
        await File.WriteAllBytesAsync(file, png);
        using var reader = Process.Start(new ProcessStartInfo(Reader, ["--raw", "-q", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        return text.Trim();
    }
}
