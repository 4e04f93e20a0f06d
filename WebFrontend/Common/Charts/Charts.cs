using System.Globalization;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A row of a chart: what it is called and its parts, from left to right.</summary>
internal sealed record ChartRow(string Name, IReadOnlyList<decimal> Parts)
{
    /// <summary>What stands beside it; the sum of its parts where it is null.</summary>
    public string? Note { get; init; }

    public bool IsMarked { get; init; }
}

/// <summary>The forms of charts that slices draw.</summary>
internal static class Charts
{
    private const int RowHeight = 28;
    private const int Margin = 12;
    private const int Top = 44;

    /// <summary>Characters are about this wide.</summary>
    private const int Character = 8;

    private static readonly string[] Colours = ["#1d4ed8", "#b45309", "#14693a", "#7c3aed", "#b00020", "#0e7490", "#575e69"];

    /// <summary>Bars, each of one part or of several that are stacked.</summary>
    public static string Bars(string title, string description, IReadOnlyList<ChartRow> rows, int width, IReadOnlyList<string>? legend = null)
    {
        var bottom = Top + rows.Count * RowHeight + (legend is null ? 0 : RowHeight) + Margin;
        var drawing = new SvgDrawing(width, bottom, title, description);
        drawing.Text(Margin, 24, title, (width - 2 * Margin) / Character);
        var (names, notes) = (width * 35 / 100, 70);
        var space = Math.Max(10, width - names - notes - 2 * Margin);
        var most = Math.Max(1, rows.Max(row => row.Parts.Where(part => part > 0).Sum()));
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y, x) = (rows[i], Top + i * RowHeight, Margin + names);
            drawing.Text(Margin, y + 18, (row.IsMarked ? "★ " : "") + row.Name, names / Character);
            for (var part = 0; part < row.Parts.Count; part++)
            {
                var length = row.Parts[part] <= 0 ? 0 : (int)(row.Parts[part] * space / most);
                drawing.Box(x, y + 4, length, RowHeight - 8, Colours[part % Colours.Length]);
                x += length;
            }

            drawing.Text(width - Margin, y + 18, row.Note ?? Number(row.Parts.Sum()), 9, "end");
        }

        DrawLegend(drawing, legend ?? [], Top + rows.Count * RowHeight, width);
        return drawing.ToString();
    }

    /// <summary>A grid of short texts under heads, with names at the left; marked cells stand out.</summary>
    public static string Table(
        string title, string description, IReadOnlyList<string> heads, IReadOnlyList<(string Name, IReadOnlyList<(string Text, bool IsMarked)> Cells)> rows, int width)
    {
        var drawing = new SvgDrawing(width, Top + (rows.Count + 1) * RowHeight + Margin, title, description);
        drawing.Text(Margin, 24, title, (width - 2 * Margin) / Character);
        var names = width * 25 / 100;
        var column = Math.Max(1, (width - names - 2 * Margin) / Math.Max(1, heads.Count));
        for (var i = 0; i < heads.Count; i++)
        {
            drawing.Text(Margin + names + i * column + column / 2, Top + 18, heads[i], Math.Max(1, column / Character), "middle", "#575e69");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var y = Top + (i + 1) * RowHeight;
            drawing.Text(Margin, y + 18, rows[i].Name, names / Character);
            for (var cell = 0; cell < rows[i].Cells.Count; cell++)
            {
                var (text, marked) = rows[i].Cells[cell];
                if (marked)
                {
                    drawing.Box(Margin + names + cell * column + 1, y + 2, Math.Max(1, column - 2), RowHeight - 4, "#d9f2e3");
                }

                drawing.Text(Margin + names + cell * column + column / 2, y + 18, text, Math.Max(1, column / Character), "middle");
            }
        }

        return drawing.ToString();
    }

    public static string Number(decimal number) => number.ToString("0.#####", CultureInfo.InvariantCulture);

    private static void DrawLegend(SvgDrawing drawing, IReadOnlyList<string> legend, int y, int width)
    {
        var column = legend.Count == 0 ? 0 : (width - 2 * Margin) / legend.Count;
        for (var i = 0; i < legend.Count; i++)
        {
            drawing.Box(Margin + i * column, y + 8, 12, 12, Colours[i % Colours.Length]);
            drawing.Text(Margin + i * column + 18, y + 19, legend[i], Math.Max(1, (column - 20) / Character));
        }
    }
}
