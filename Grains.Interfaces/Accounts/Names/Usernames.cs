using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>User names are unique ignoring case; case is kept.</summary>
public static partial class Usernames
{
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,30}[A-Za-z0-9]$";

    public static string Fold(string username) => username.ToLowerInvariant();

    public static bool IsValid(string username) => Form().IsMatch(username);

    [GeneratedRegex(Pattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
