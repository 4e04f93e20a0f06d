using System.Globalization;
using System.Net;
using System.Text;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// A picture as SVG without script and without style sheets: text is escaped, title and description tell it to those who cannot see it, and numbers are
/// whole, so that the same input gives the same bytes everywhere.
/// </summary>
internal sealed class SvgDrawing
{
    public const string ContentType = "image/svg+xml";

    private readonly StringBuilder shapes = new();
    private readonly string head;

    public SvgDrawing(int width, int height, string title, string description)
    {
        head = Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"14\">")
            + $"<title>{WebUtility.HtmlEncode(title)}</title><desc>{WebUtility.HtmlEncode(description)}</desc>";
        Box(0, 0, width, height, "#fff");
    }

    public void Box(int x, int y, int width, int height, string fill) =>
        shapes.Append(Line($"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"));

    /// <param name="x">The left end, or what <paramref name="anchor"/> says.</param>
    /// <param name="y">The base line.</param>
    /// <param name="text">Cut off where it is longer than <paramref name="most"/>.</param>
    /// <param name="most">Characters.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="fill">Its colour.</param>
    public void Text(int x, int y, string text, int most = 200, string anchor = "start", string fill = "#1c1f24") =>
        shapes.Append(Line($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{fill}\">")).Append(WebUtility.HtmlEncode(Cut(text, most))).Append("</text>");

    public override string ToString() => $"{head}{shapes}</svg>";

    private static string Cut(string text, int most)
    {
        var whole = new StringInfo(text);
        return whole.LengthInTextElements <= most ? text : whole.SubstringByTextElements(0, Math.Max(1, most - 1)) + "…";
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
