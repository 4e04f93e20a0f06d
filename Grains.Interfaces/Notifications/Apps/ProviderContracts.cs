namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>
/// An application's providers, one for each channel at most. Secrets come in clear, lie sealed in <see cref="AppSettings"/> and are null in what
/// people are shown.
/// </summary>
[GenerateSerializer, Immutable, Alias("notifications.providers")]
public sealed record ProviderSet
{
    [Id(0)] public SmtpProvider? Email { get; init; }
    [Id(1)] public SmsProvider? Sms { get; init; }
    [Id(2)] public WebpushProvider? Webpush { get; init; }
    [Id(3)] public FcmProvider? Fcm { get; init; }
}

/// <summary>Whether the connection to a mail server is encrypted; <see cref="Starttls"/> means required.</summary>
[GenerateSerializer, Alias("notifications.smtp-security")]
public enum SmtpSecurity
{
    Starttls,
    Tls,
    None,
}

[GenerateSerializer, Immutable, Alias("notifications.smtp-provider")]
public sealed record SmtpProvider
{
    [Id(0)] public required string Host { get; init; }
    [Id(1)] public required int Port { get; init; }
    [Id(2)] public SmtpSecurity Security { get; init; }
    [Id(3)] public string? User { get; init; }
    [Id(4)] public string? Password { get; init; }

    /// <summary>An address, alone or as <c>Name &lt;address&gt;</c>.</summary>
    [Id(5)] public required string From { get; init; }
    [Id(6)] public string? ReplyTo { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.sms-provider")]
public sealed record SmsProvider
{
    [Id(0)] public required string BaseUrl { get; init; }
    [Id(1)] public required string AccountSid { get; init; }
    [Id(2)] public string? AuthToken { get; init; }
    [Id(3)] public required string From { get; init; }
}

/// <summary>The key pair is made by the application's grain: both as base64url, the public point uncompressed.</summary>
[GenerateSerializer, Immutable, Alias("notifications.webpush-provider")]
public sealed record WebpushProvider
{
    /// <summary>Whom a push service may write to: <c>mailto:</c> or <c>https:</c>.</summary>
    [Id(0)] public required string Subject { get; init; }
    [Id(1)] public string PublicKey { get; init; } = "";

    /// <summary>The private number, sealed.</summary>
    [Id(2)] public string? PrivateKey { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.fcm-provider")]
public sealed record FcmProvider
{
    [Id(0)] public required string ProjectId { get; init; }
    [Id(1)] public required string ClientEmail { get; init; }

    /// <summary>PEM, as in the service account's file.</summary>
    [Id(2)] public string? PrivateKey { get; init; }
}
