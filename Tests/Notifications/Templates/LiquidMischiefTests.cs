using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class LiquidMischiefTests
{
    private static readonly string[] Scraps =
    [
        "{{", "}}", "{%", "%}", "{{-", "-}}", "{%-", "-%}", " if ", "endif", " for x in ", "endfor", "else", "elsif ", "case ", "when ", "endcase", "unless ", "endunless",
        "assign a = ", "capture a", "endcapture", "raw", "endraw", "comment", "endcomment", "break", "continue", "payload", ".items", ".x", "[0]", "[-9]", "[a]", "(1..5)", "(x..y)",
        "'text'", "\"", "'", "1", "-1.5", "99999999999999999999999999999", "true", "nil", "empty", "blank", " == ", " and ", " or ", " contains ", " < ", " | ", ":", ",",
        "upcase", "append: a", "replace: 'x', a", "split: ''", "join: a", "slice: -1, 9", "truncate: 3", "truncatewords: -1", "date: '%Y%-%'", "times: payload.n", "divided_by: 0",
        "map: 'x'", "sort: 'x'", "where: 'x'", "sum", "json", "round: 99", "url_decode", "newline_to_br", "escape_once", "first", "last", "uniq", "<a href='", "javascript:", "ü😀", "\n", " ",
    ];

    [Fact]
    public void Whatever_is_written_is_rendered_or_refused_and_never_anything_else()
    {
        var random = new Random(20270104);
        var scope = TemplateUnderTest.Scope("""{"n":79228162514264337593543950335,"x":"%zz&<>","items":[{"x":1},{"x":"b"},null,[],{}]}""");
        var parsed = 0;
        for (var round = 0; round < 60_000; round++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Scraps[random.Next(Scraps.Length)]));
            source = random.Next(3) == 0 ? source : random.Next(2) == 0 ? $"{{{{ {source} }}}}" : $"{{% assign a = {source} %}}{{{{ a }}}}";
            if (Template.TryParse(random.Next(2) == 0 ? TemplateKind.Html : TemplateKind.Text, source, out var template, out var fault))
            {
                parsed++;
                var rendered = template.Render(scope);
                Assert.True(rendered.IsOk || rendered.Fault.Line >= 1, source);
            }
            else
            {
                Assert.True(fault.Line >= 1 && fault.Message.Length > 0, source);
            }
        }

        Assert.InRange(parsed, 1_000, 59_000);
    }
}
