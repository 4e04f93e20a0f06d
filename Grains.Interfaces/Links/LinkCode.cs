using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Interfaces.Links;

/// <summary>
/// Codes of two kinds that can never meet: a drawn one has an upper-case letter, a custom one is stored folded to lower case.
/// </summary>
public static partial class LinkCode
{
    /// <summary>57 characters, without those that look alike.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public const int MinLength = 3;
    public const int MaxLength = 64;

    /// <summary>The lengths of the codes drawn one after another while each is taken.</summary>
    public static IReadOnlyList<int> DrawnLengths { get; } = [7, 7, 7, 7, 7, 7, 8, 9, 10];

    // The largest multiple of 57 that fits a byte: what lies above is thrown away, so every character is equally likely.
    private const int Fair = 256 / 57 * 57;

    public static bool IsWellFormed(string code) => Form().IsMatch(code);

    public static string Fold(string code) => code.ToLowerInvariant();

    /// <summary>A custom code as it is stored, or why it cannot be one.</summary>
    public static Result<string> Custom(string code) =>
        !IsWellFormed(code) ? LinkErrors.CodeInvalid
        : ReservedCodes.Contains(Fold(code)) ? LinkErrors.CodeReserved
        : Fold(code);

    /// <summary>Codes to try in turn: from the operation where there is one, so that a repeat tries the same, else random.</summary>
    public static IEnumerable<string> Draws(OperationId? operation) => DrawnLengths.Select((length, attempt) => Draw(length, attempt, operation));

    private static string Draw(int length, int attempt, OperationId? operation)
    {
        for (var round = 0; ; round++)
        {
            var bytes = operation?.DeriveBytes($"links-code-{attempt}", round) ?? RandomNumberGenerator.GetBytes(32);
            var code = string.Concat(bytes.Where(b => b < Fair).Take(length).Select(b => Alphabet[b % Alphabet.Length]));
            if (code.Length == length && code.Any(char.IsAsciiLetterUpper) && !ReservedCodes.Contains(Fold(code)))
            {
                return code;
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{3,64}\z")]
    private static partial Regex Form();
}
