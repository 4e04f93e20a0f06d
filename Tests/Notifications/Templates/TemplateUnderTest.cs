using System.Text.Json;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Tests.Notifications.Templates;

internal static class TemplateUnderTest
{
    public static TemplateScope Scope(string payload = "{}", string subscriber = "{}", string extras = "{}") => new(Json(payload), Json(subscriber), Json(extras));

    public static Template Parse(string source, TemplateKind kind = TemplateKind.Text)
    {
        Assert.True(Template.TryParse(kind, source, out var template, out var fault), fault?.Message);
        return template;
    }

    public static TemplateFault Refused(string source)
    {
        Assert.False(Template.TryParse(TemplateKind.Text, source, out _, out var fault));
        return fault;
    }

    public static string Text(string source, string payload = "{}") => Parse(source).Render(Scope(payload)) is { IsOk: true, Text: { } text } ? text : "";

    public static string Html(string source, string payload) =>
        Parse(source, TemplateKind.Html).Render(Scope(payload)) is { IsOk: true, Text: { } text } ? text : "";

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
