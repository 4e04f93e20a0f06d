using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class TemplateLimitTests
{
    /// <summary>The clock is no part of these tests.</summary>
    private static readonly TemplateLimits Patient = TemplateLimits.Default with { Time = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData("{% for i in (1..200) %}{% for j in (1..200) %}{% endfor %}{% endfor %}", "more than 10000 steps")]
    [InlineData("{% for i in (1..100000000) %}{% endfor %}", "the range is longer than 10000 steps")]
    [InlineData("{% assign a = 'xxxxxxxxxx' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}", "'append' makes more than 102400 characters")]
    [InlineData("{% assign a = 'xxxxxxxxxx' %}{% for i in (1..99) %}{% assign a = a | replace: 'x', a %}{% endfor %}", "'replace' makes more than 102400 characters")]
    [InlineData("{% assign a = (1..999) %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}", "'concat' makes more than 102400 characters")]
    [InlineData("{% assign a = 'x' %}{% for i in (1..99) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}", "more than 102400 bytes of output")]
    [InlineData("{% for i in (1..9999) %}0123456789{% endfor %}ü", "more than 10000 steps")]
    [InlineData("{% for i in (1..4000) %}0123456789abcdefghijklmnopqrstuvwxyz{% endfor %}", "more than 102400 bytes of output")]
    [InlineData("{{ 1 | divided_by: 0 }}", "'divided_by' divides by zero")]
    [InlineData("{{ 79228162514264337593543950335 | times: 2 }}", "'times' gives a number that is too large")]
    public void A_template_that_does_too_much_is_ended(string source, string message)
    {
        var rendered = TemplateUnderTest.Parse(source).Render(TemplateUnderTest.Scope(), Patient);
        Assert.Equal((false, message), (rendered.IsOk, rendered.Fault?.Message));
    }

    [Fact]
    public void A_template_that_takes_too_long_is_ended()
    {
        var rendered = TemplateUnderTest.Parse("a\n{% for i in (1..300) %}\n{% endfor %}").Render(TemplateUnderTest.Scope(), Patient with { Time = TimeSpan.Zero });
        Assert.Equal(new TemplateFault(2, "more than 0 ms"), rendered.Fault);
    }

    [Fact]
    public void A_machine_that_pauses_fails_no_short_template()
    {
        var rendered = TemplateUnderTest.Parse("a\n{{ payload.x }}").Render(TemplateUnderTest.Scope(), Patient with { Time = TimeSpan.Zero });
        Assert.True(rendered.IsOk);
    }

    [Fact]
    public void A_fault_while_rendering_names_the_line()
    {
        var rendered = TemplateUnderTest.Parse("a\n\n{{ 1 | modulo: payload.x }}").Render(TemplateUnderTest.Scope());
        Assert.Equal(new TemplateFault(3, "'modulo' divides by zero"), rendered.Fault);
    }

    [Theory]
    [InlineData("{% if x %}", "blocks in each other")]
    [InlineData("{{ a[", "parts in each other")]
    public void What_lies_too_deep_is_refused(string opening, string message) =>
        Assert.Contains(message, TemplateUnderTest.Refused(opening == "{{ a[" ? "{{ " + string.Concat(Enumerable.Repeat("a[", 500)) + " }}" : string.Concat(Enumerable.Repeat(opening, 500))).Message);

    [Fact]
    public void A_source_that_is_too_long_is_refused() =>
        Assert.Equal(new TemplateFault(1, "A template has at most 65536 characters."), TemplateUnderTest.Refused(new string('x', 65_537)));
}
