using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.RateLimits;

/// <summary>Keys of this slice's grains, made in one place.</summary>
public static class RateLimitKey
{
    /// <summary>The built-in application whose policies protect this product.</summary>
    public const string Product = "product";

    public const int MaxSubjectBytes = 256;

    private const int HashBytes = 16;

    /// <summary>Characters of a subject's hash, and of the random part of a lease's id.</summary>
    private const int HashLength = 22;

    public static string App(string app) => $"limitapp:{app}";

    public static string Report(string app) => $"limitreport:{app}";

    public static string Limiter(string app, string subject) => $"limit:{app}:{SubjectHash(subject)}";

    /// <summary>The limiter that gave a concurrency lease out, or null when the text is no lease's id.</summary>
    public static string? LimiterOfLease(string app, string leaseId) =>
        leaseId.Length == 2 * HashLength && Base64Url.IsValid(leaseId.AsSpan(0, HashLength)) ? $"limit:{app}:{leaseId[..HashLength]}" : null;

    /// <summary>What follows the kind: the application, and for a limiter also its subject's hash.</summary>
    public static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The subject's hash in a limiter's key.</summary>
    public static string SubjectHashOf(string limiterKey) => limiterKey[^HashLength..];

    /// <summary>The first 128 bits of the subject's SHA-256.</summary>
    public static string SubjectHash(string subject) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, HashBytes));

    /// <summary>1 to 256 bytes of UTF-8 without control characters.</summary>
    public static bool IsSubject(string subject) =>
        subject.Length > 0 && Encoding.UTF8.GetByteCount(subject) <= MaxSubjectBytes && !subject.Any(char.IsControl);
}
