namespace OrleansBackends.Tests.Notifications.Templates;

public sealed class LiquidTests
{
    private const string Order = """{"name":"Ada","total":1299,"price":1.50,"items":[{"sku":"b","n":2},{"sku":"a","n":1},{"sku":"c","n":3}],"none":null,"yes":true}""";

    [Theory]
    [InlineData("Hello {{ payload.name }}!", "Hello Ada!")]
    [InlineData("{{ payload['name'] }} {{ payload.items[1].sku }} {{ payload.items.size }} {{ payload.items.first.sku }}{{ payload.items[-1].sku }}", "Ada a 3 bc")]
    [InlineData("{{ payload.price }} {{ payload.yes }} {{ payload.none }}|", "1.50 true |")]
    [InlineData("{{ 'a' }}{{ \"b\" }}{{ 1.5 }}{{ -2 }}{{ nil }}", "ab1.5-2")]
    [InlineData("a {{- 'b' -}} c {%- assign x = 1 -%} d", "abcd")]
    [InlineData("{% raw %}{{ x }}{% endraw %}{% comment %}{{ y }} {% if %}{% endcomment %}z", "{{ x }}z")]
    public void Values_are_put_out(string source, string expected) => Assert.Equal(expected, TemplateUnderTest.Text(source, Order));

    [Theory]
    [InlineData("{% if payload.total > 1000 %}big{% else %}small{% endif %}", "big")]
    [InlineData("{% if payload.total < 1000 %}a{% elsif payload.name == 'Ada' %}b{% else %}c{% endif %}", "b")]
    [InlineData("{% if payload.missing %}a{% endif %}{% unless payload.missing %}b{% else %}c{% endunless %}", "b")]
    [InlineData("{% if true or false and false %}a{% endif %}", "a")]
    [InlineData("{% if payload.name contains 'd' and payload.yes %}a{% endif %}", "a")]
    [InlineData("{% if payload.none == blank and payload.items != empty %}a{% endif %}", "a")]
    [InlineData("{% if 'a' < 1 %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% case payload.name %}{% when 'Bob', 'Cleo' %}a{% when 'Eve' or 'Ada' %}b{% else %}c{% endcase %}", "b")]
    public void The_first_branch_that_holds_is_rendered(string source, string expected) => Assert.Equal(expected, TemplateUnderTest.Text(source, Order));

    [Theory]
    [InlineData("{% for i in payload.items %}{{ forloop.index }}{{ i.sku }}{% unless forloop.last %},{% endunless %}{% endfor %}", "1b,2a,3c")]
    [InlineData("{% for i in payload.items reversed limit: 2 %}{{ i.sku }}{% endfor %}", "ab")]
    [InlineData("{% for i in (1..5) offset: 1 limit: 3 %}{{ i }}{% endfor %}", "234")]
    [InlineData("{% for i in (1..9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}!", "13!")]
    [InlineData("{% for i in payload.missing %}a{% else %}nothing{% endfor %}", "nothing")]
    [InlineData("{% for i in (1..2) %}{% for j in (1..2) %}{{ i }}{{ j }} {% endfor %}{% endfor %}{{ i }}", "11 12 21 22 ")]
    [InlineData("{% assign n = 0 %}{% for i in payload.items %}{% assign n = n | plus: i.n %}{% endfor %}{{ n }}", "6")]
    [InlineData("{% capture x %}<{{ payload.name }}>{% endcapture %}{{ x }}{{ x }}", "<Ada><Ada>")]
    public void Loops_and_variables_work(string source, string expected) => Assert.Equal(expected, TemplateUnderTest.Text(source, Order));

    [Theory]
    [InlineData("payload.name | upcase | append: '!' | prepend: '>'", ">ADA!")]
    [InlineData("'hELLO wörld' | downcase | capitalize", "Hello wörld")]
    [InlineData("'a-b-c' | replace: '-', '+' | replace_first: '+', '' | remove: 'c'", "ab+")]
    [InlineData("'a,b' | split: ',' | reverse | join: ' '", "b a")]
    [InlineData("'Liquid' | slice: -3, 2", "ui")]
    [InlineData("'one two three' | truncatewords: 2", "one two...")]
    [InlineData("'one two three' | truncate: 7", "one ...")]
    [InlineData("'a b&c' | url_encode", "a%20b%26c")]
    [InlineData("'<b>x</b><script>y</script>' | strip_html", "x")]
    [InlineData("payload.items | map: 'sku' | sort | join", "a b c")]
    [InlineData("payload.items | where: 'n', 3 | first | json", "{\"sku\":\"c\",\"n\":3}")]
    [InlineData("payload.items | sum: 'n'", "6")]
    [InlineData("payload.items | sort: 'n' | map: 'sku' | concat: payload.items | size", "6")]
    [InlineData("7 | divided_by: 2 | plus: 0.5 | times: 2", "7.0")]
    [InlineData("2.345 | round: 2", "2.35")]
    [InlineData("payload.missing | default: 'none'", "none")]
    [InlineData("'2027-03-28T07:05:00Z' | date: '%d.%m.%Y %-H:%M'", "28.03.2027 7:05")]
    [InlineData("'no date' | date: '%Y'", "no date")]
    public void Filters_do_what_Liquid_says(string expression, string expected) =>
        Assert.Equal(expected, TemplateUnderTest.Text($$$"""{{ {{{expression}}} }}""", Order));

    [Theory]
    [InlineData("a\nb\n{{ x ", 3, "'{{' is not closed")]
    [InlineData("a\n{% if x %}\nb", 2, "'if' is not closed")]
    [InlineData("a\n\n{% endif %}", 3, "'endif' has no beginning")]
    [InlineData("{% foo %}", 1, "there is no tag 'foo'")]
    [InlineData("\n{{ x | foo }}", 2, "there is no filter 'foo'")]
    [InlineData("{{ x | raw }}", 1, "there is no filter 'raw'")]
    [InlineData("{{ }}", 1, "something is missing at the end")]
    [InlineData("{% assign x %}", 1, "'=' is missing")]
    [InlineData("{{ 'x }}", 1, "a quotation mark is not closed")]
    [InlineData("{% for x of y %}{% endfor %}", 1, "'in' is missing before 'of'")]
    public void A_mistake_is_told_with_its_line(string source, int line, string message)
    {
        var fault = TemplateUnderTest.Refused(source);
        Assert.Equal((line, message), (fault.Line, fault.Message));
    }
}
