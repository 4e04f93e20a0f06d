using System.Globalization;
using System.Text;
using QRCoder;

namespace OrleansBackends.WebFrontend.Links.Qr;

/// <summary>Draws modules on a square of the asked size; in PNG every module has the same whole number of pixels, the rest widens the margin.</summary>
internal static class QrDrawing
{
    public static byte[] Draw(string text, QrStyle style)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, style.Level);
        // The library's matrix has a margin of four modules of its own.
        var side = code.ModuleMatrix.Count - 8;
        bool IsDark(int x, int y) => code.ModuleMatrix[y + 4][x + 4];
        return style.IsSvg ? Svg(side, IsDark, style) : Png(side, IsDark, style);
    }

    private static byte[] Svg(int side, Func<int, int, bool> isDark, QrStyle style)
    {
        var (path, whole) = (new StringBuilder(), side + (2 * style.Margin));
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                if (isDark(x, y))
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x + style.Margin},{y + style.Margin}h1v1h-1z");
                }
            }
        }

        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{style.Size}" height="{style.Size}" viewBox="0 0 {whole} {whole}" shape-rendering="crispEdges"><rect width="{whole}" height="{whole}" fill="#{style.Background}"/><path d="{path}" fill="#{style.Foreground}"/></svg>
            """));
    }

    private static byte[] Png(int side, Func<int, int, bool> isDark, QrStyle style)
    {
        var scale = Math.Max(1, style.Size / (side + (2 * style.Margin)));
        var size = Math.Max(style.Size, scale * side);
        var border = (size - (scale * side)) / 2;
        var rows = new byte[size][];
        for (var y = 0; y < size; y++)
        {
            var row = rows[y] = new byte[size];
            for (var x = 0; x < size; x++)
            {
                var (column, line) = (x - border, y - border);
                var inside = column >= 0 && line >= 0 && column < scale * side && line < scale * side;
                row[x] = inside && isDark(column / scale, line / scale) ? (byte)1 : (byte)0;
            }
        }

        return PalettePng.Write(rows, Convert.FromHexString(style.Background), Convert.FromHexString(style.Foreground));
    }
}
