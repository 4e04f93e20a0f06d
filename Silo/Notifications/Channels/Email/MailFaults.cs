using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>What a mail server's answers and silences mean.</summary>
internal static partial class MailFaults
{
    /// <summary>4xx may go again, 5xx never; 5.1.x at the recipient says that there is no such address, 4.2.x that its mailbox cannot take it now.</summary>
    public static SendOutcome Outcome(SmtpCommandException refusal)
    {
        var code = EnhancedCode().Match(refusal.Message);
        var reason = $"smtp-{(int)refusal.StatusCode}{(code.Success ? $" {code.Value}" : "")}";
        var ofRecipient = refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted;
        return (int)refusal.StatusCode < 500
            ? new SendOutcome.Retry(reason, ProviderFault: !ofRecipient) { SoftBounce = ofRecipient && code.Value.StartsWith("4.2.", StringComparison.Ordinal) }
            : new SendOutcome.Permanent(reason) { SuppressAddress = ofRecipient && code.Value.StartsWith("5.1.", StringComparison.Ordinal) };
    }

    /// <summary>The reason of a fault on the way to the server or of its protocol; null for what is no such fault.</summary>
    public static string? Reason(Exception fault) => fault switch
    {
        AddressRefusedException => "address-not-public",
        MailKit.Security.AuthenticationException => "sign-in-refused",
        SslHandshakeException or System.Security.Authentication.AuthenticationException => "tls-failed",
        // Thrown for a server that offers no STARTTLS, no way to sign in, or no such addresses.
        NotSupportedException => "not-supported-by-server",
        SmtpCommandException refusal => $"smtp-{(int)refusal.StatusCode}",
        TimeoutException => "timeout",
        ProtocolException => "protocol-fault",
        SocketException or IOException or ServiceNotConnectedException or ServiceNotAuthenticatedException => "unreachable",
        _ => null,
    };

    [GeneratedRegex(@"\b[45]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex EnhancedCode();
}
