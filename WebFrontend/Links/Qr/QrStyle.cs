using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links;
using QRCoder;

namespace OrleansBackends.WebFrontend.Links.Qr;

/// <summary>How a QR code is drawn. Colours that a camera cannot tell apart are refused.</summary>
internal sealed record QrStyle(bool IsSvg, int Size, int Margin, QRCodeGenerator.ECCLevel Level, string Foreground, string Background)
{
    private const double MinContrast = 3;

    public static Result<QrStyle> Read(string? format, string? size, string? margin, string? ec, string? fg, string? bg)
    {
        var level = (ec ?? "M") switch
        {
            "L" => QRCodeGenerator.ECCLevel.L,
            "M" => QRCodeGenerator.ECCLevel.M,
            "Q" => QRCodeGenerator.ECCLevel.Q,
            "H" => QRCodeGenerator.ECCLevel.H,
            _ => (QRCodeGenerator.ECCLevel?)null,
        };
        var (dark, light) = (fg ?? "000000", bg ?? "ffffff");
        if ((format ?? "svg") is not ("svg" or "png") || level is null || Number(size, 256, 64, 2048) is not { } pixels
            || Number(margin, 4, 0, 16) is not { } modules || !IsColour(dark) || !IsColour(light))
        {
            return LinkErrors.QrInvalid;
        }

        return Contrast(dark, light) < MinContrast ? LinkErrors.QrLowContrast : new QrStyle(format is not "png", pixels, modules, level.Value, dark, light);
    }

    /// <summary>The contrast ratio of WCAG 2.</summary>
    internal static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static int? Number(string? text, int standard, int min, int max) =>
        text is null ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : null;

    private static bool IsColour(string text) => text.Length == 6 && text.All(char.IsAsciiHexDigit);

    private static double Luminance(string colour)
    {
        var channels = Convert.FromHexString(colour).Select(c => c / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }
}
