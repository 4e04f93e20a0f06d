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

    private static IEnumerable<string[]> Lines(Row row) => row switch
    {
        ComparedRow compared => Lines(compared),
        StatedRow stated => [Line(stated)],
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, null),
    };

    private static IEnumerable<string[]> Lines(ComparedRow row)
    {
        yield return [row.What, .. Cells(row.Baseline), "1", "", ""];
        yield return ["", .. Cells(row.Subject), $"{row.Ratio:0.000}", row.Goal?.ToString() ?? "", Verdict(row.Goal?.IsMet(row))];
    }

    private static string[] Line(StatedRow row) =>
        [row.What, $"{row.Figure:N0} {row.Unit}", "", "", "", "", "", row.AtMost is { } most ? $"≤ {most:N0} {row.Unit}" : "", Verdict(row.IsMet)];

    private static string Verdict(bool? isMet) => isMet switch
    {
        true => "met",
        false => "missed",
        null => "",
    };

    private static string[] Cells(Figures side) => [side.Name, $"{side.PerSecond:N0}", Duration(side.P50), Duration(side.P99), Duration(side.P999)];

    private static string Duration(TimeSpan time) =>
        time.TotalMilliseconds >= 1 ? $"{time.TotalMilliseconds:0.0} ms" : $"{time.TotalMicroseconds:0.0} µs";
}
