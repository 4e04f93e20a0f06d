using System.Collections.Concurrent;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;
using Microsoft.AspNetCore.Components;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Markdown that people wrote, as HTML for a page: raw HTML in it is text, what comes out is sanitised, and no style, script, form or picture is left.
/// HTML is made when it is shown and never stored.
/// </summary>
internal sealed class MarkdownService
{
    private const int Capacity = 1_000;

    /// <summary>A page has its own headings above those of the text.</summary>
    private const int HeadingsBelow = 2;

    private const int SmallestHeading = 6;

    private static readonly string[] Tags =
        ["p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"];

    private readonly ConcurrentDictionary<string, MarkupString> shown = new(StringComparer.Ordinal);
    private readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().UsePipeTables().UseEmphasisExtras().Build();
    private readonly HtmlSanitizer sanitizer = MakeSanitizer();

    public MarkupString Show(string text)
    {
        if (shown.Count >= Capacity)
        {
            shown.Clear();
        }

        return shown.GetOrAdd(text, Render);
    }

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.IntersectWith(Tags);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "start"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto"]);
        sanitizer.AllowedAttributes.Add("rel");
        sanitizer.PostProcessNode += static (_, post) =>
        {
            if (post.Node is IHtmlAnchorElement link)
            {
                link.SetAttribute("rel", "nofollow ugc noopener");
            }
        };
        return sanitizer;
    }

    private MarkupString Render(string text)
    {
        try
        {
            var document = Markdown.Parse(text, pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>())
            {
                heading.Level = Math.Min(heading.Level + HeadingsBelow, SmallestHeading);
            }

            return new MarkupString(sanitizer.Sanitize(document.ToHtml(pipeline)));
        }
        catch (ArgumentException)
        {
            // Nested deeper than anybody writes: Markdig gives up, and the text is shown as it is.
            return new MarkupString($"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>");
        }
    }
}
