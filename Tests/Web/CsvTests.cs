using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class CsvTests
{
    [Fact]
    public async Task Cells_are_quoted_and_formulas_made_harmless()
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new CsvAnswer<(string? Text, int Number)>(
            "probes.csv",
            Rows(("a,b", 1), ("=1+1", -2), ("say \"x\"", 3), (null, 4), ("two\nlines", 5)),
            CsvColumn.Text<(string? Text, int)>("text", r => r.Text),
            CsvColumn.Number<(string?, int Number), int>("number", r => r.Number)).ExecuteAsync(context);
        Assert.Equal(
            "text,number\r\n\"a,b\",1\r\n'=1+1,-2\r\n\"say \"\"x\"\"\",3\r\n,4\r\n\"two\nlines\",5\r\n",
            Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
    }

    private static async IAsyncEnumerable<T> Rows<T>(params T[] rows)
    {
        await Task.Yield();
        foreach (var row in rows)
        {
            yield return row;
        }
    }
}
