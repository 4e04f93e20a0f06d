using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Accounts;

/// <summary>13 characters of Crockford's base 32, 65 bits; read without regard to case, hyphens and the letters that look like digits.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 13;

    public static string[] MakeAll() => [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];

    public static string HashOf(string code) => SessionRules.HashOf(Encoding.ASCII.GetBytes(Normal(code)));

    private static string Normal(string code) =>
        code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
