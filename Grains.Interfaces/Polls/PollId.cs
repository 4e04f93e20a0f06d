using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Interfaces.Polls;

/// <summary>Twelve characters of base62: drawn, or derived from the operation, so that a repeat meets the same poll.</summary>
public static partial class PollId
{
    public const int Length = 12;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // The largest multiple of 62 that fits a byte: what lies above is thrown away, so every character is equally likely.
    private const int Fair = 256 / 62 * 62;

    public static bool IsWellFormed(string id) => Form().IsMatch(id);

    public static string New(OperationId? operation)
    {
        for (var round = 0; ; round++)
        {
            var bytes = operation?.DeriveBytes("polls-id", round) ?? RandomNumberGenerator.GetBytes(32);
            var id = string.Concat(bytes.Where(b => b < Fair).Take(Length).Select(b => Alphabet[b % Alphabet.Length]));
            if (id.Length == Length)
            {
                return id;
            }
        }
    }

    [GeneratedRegex(@"\A[0-9A-Za-z]{12}\z")]
    private static partial Regex Form();
}
