using OrleansBackends.Grains.Interfaces.Accounts;
using QRCoder;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A new secret in the forms that authenticators take.</summary>
internal static class AuthenticatorSetup
{
    private const string Issuer = "OrleansBackends";
    private const int PixelsPerModule = 4;

    public static TotpSetupAnswer Show(TotpSetup setup)
    {
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(setup.Account)}?secret={setup.Secret}&issuer={Issuer}";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(code);
        return new TotpSetupAnswer(setup.Secret, new Uri(uri), drawing.GetGraphic(PixelsPerModule));
    }
}
