using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OrleansBackends.Bench.Report;

/// <summary>The rows as a Markdown table that also reads well in a terminal.</summary>
internal static class Table
{
    private static readonly string[] Head = ["what", "side", "per second", "p50", "p99", "p99.9", "ratio", "goal", ""];

    public static string Print(IEnumerable<Row> rows)
    {
        var lines = rows.SelectMany(Lines).Prepend(Head).ToList();
        var widths = Enumerable.Range(0, Head.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}").AppendLine();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", lines[i].Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (i == 0)
            {
                text.Append("| ").AppendJoin(" | ", widths.Select(width => new string('-', width))).AppendLine(" |");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string[]> Lines(Row row)
    {
        yield return [row.What, .. Cells(row.Baseline), "1", "", ""];
        var verdict = row.Goal switch
        {
            null => "",
            var goal => goal.IsMet(row) ? "met" : "missed",
        };
        yield return ["", .. Cells(row.Subject), $"{row.Ratio:0.000}", row.Goal?.ToString() ?? "", verdict];
    }

    private static string[] Cells(Figures side) => [side.Name, $"{side.PerSecond:N0}", Duration(side.P50), Duration(side.P99), Duration(side.P999)];

    private static string Duration(TimeSpan time) =>
        time.TotalMilliseconds >= 1 ? $"{time.TotalMilliseconds:0.0} ms" : $"{time.TotalMicroseconds:0.0} µs";
}
