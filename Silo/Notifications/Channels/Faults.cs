using System.Net;

namespace OrleansBackends.Silo.Notifications.Channels;

/// <summary>Outcomes that every channel over HTTP shares.</summary>
internal static class Faults
{
    /// <summary>Before anything was sent the message can go again; afterwards nobody knows.</summary>
    public static SendOutcome Of(HttpRequestException fault, bool providerFault)
    {
        if (WasRefused(fault))
        {
            return new SendOutcome.Retry("address-not-public", ProviderFault: providerFault);
        }

        return fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            ? new SendOutcome.Retry("unreachable", ProviderFault: providerFault)
            : new SendOutcome.Unknown("no-answer");
    }

    /// <summary>The reason kept for an answer that was no success.</summary>
    public static string Reason(HttpStatusCode status) => $"http-{(int)status}";

    public static TimeSpan? Wait(this SafeResponse answer, TimeProvider time) => answer.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } when at > time.GetUtcNow() => at - time.GetUtcNow(),
        _ => null,
    };

    public static bool WasRefused(Exception? fault) => fault is not null && (fault is AddressRefusedException || WasRefused(fault.InnerException));
}
