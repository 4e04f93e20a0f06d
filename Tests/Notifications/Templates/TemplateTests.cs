using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class TemplateTests
{
    [Fact]
    public void Html_encodes_what_data_brings_and_text_does_not()
    {
        const string Payload = """{"x":"<script>\"&'ü"}""";
        Assert.Equal("<b>&lt;script&gt;&quot;&amp;&#x27;ü</b>", TemplateUnderTest.Html("<b>{{ payload.x }}</b>", Payload));
        Assert.Equal("<script>\"&'ü", TemplateUnderTest.Text("{{ payload.x }}", Payload));
    }

    [Theory]
    [InlineData("{{ payload.x | append: '>' }}")]
    [InlineData("{% capture y %}{{ payload.x }}{% endcapture %}{{ y | append: '>' | strip }}")]
    [InlineData("{{ payload.x | newline_to_br }}")]
    [InlineData("{{ payload.x | escape_once | replace: '&lt;', '<' }}")]
    [InlineData("{{ payload.x | url_encode | url_decode }}")]
    [InlineData("{{ payload | json }}")]
    [InlineData("{% for c in payload.list %}{{ c }}{% endfor %}")]
    public void No_filter_lets_markup_through(string source) =>
        Assert.DoesNotContain("<script", TemplateUnderTest.Html(source, """{"x":"<script>","list":["<script>"]}"""));

    [Fact]
    public void What_was_captured_is_encoded_once() =>
        Assert.Equal("<i>&amp;</i>", TemplateUnderTest.Html("{% capture y %}<i>{{ payload.x }}</i>{% endcapture %}{{ y }}", """{"x":"&"}"""));

    [Fact]
    public void Missing_variables_render_empty_and_are_listed()
    {
        var rendered = TemplateUnderTest.Parse("{{ payload.a.b }}{{ nobody }}{{ payload.items[3].x }}{{ payload.c | default: 1 }}{% if payload.d %}{% endif %}")
            .Render(TemplateUnderTest.Scope("""{"items":[]}"""));
        Assert.Equal("1", rendered.Text);
        Assert.Equal(["nobody", "payload.a.b", "payload.items[3].x"], rendered.Missing);
    }

    [Fact]
    public void Subscriber_and_extras_are_seen_beside_the_payload()
    {
        var scope = TemplateUnderTest.Scope("""{"n":1}""", """{"locale":"de"}""", """{"inbox":{"read":true},"payload":{"n":2}}""");
        Assert.Equal("1 de true", TemplateUnderTest.Parse("{{ payload.n }} {{ subscriber.locale }} {{ inbox.read }}").Render(scope).Text);
    }

    [Fact]
    public void Dates_are_shown_in_the_readers_zone_and_language()
    {
        var scope = new TemplateScope(default, default) { Locale = "de-AT", Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna") };
        var template = TemplateUnderTest.Parse("{{ '2027-01-31T23:30:00Z' | date: '%A, %-d. %B %Y %H:%M' }}");
        Assert.Equal("Montag, 1. Februar 2027 00:30", template.Render(scope).Text?.Replace("Jänner", "Januar"));
    }

    [Fact]
    public void A_template_serves_many_threads_at_once()
    {
        var template = TemplateUnderTest.Parse("{% for i in (1..50) %}{{ payload.n }}{% endfor %}");
        Parallel.For(0, 200, n => Assert.Equal(
            string.Concat(Enumerable.Repeat(n, 50)), template.Render(TemplateUnderTest.Scope($$"""{"n":{{n}}}""")).Text));
    }
}
