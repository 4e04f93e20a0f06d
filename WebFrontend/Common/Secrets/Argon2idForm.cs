using System.Globalization;
using System.Text.RegularExpressions;
using Konscious.Security.Cryptography;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Argon2id, version 19 (RFC 9106). Every hash that is being made holds its memory until it is done.</summary>
public sealed partial record Argon2idForm(int MemoryKiB, int Passes, int Lanes) : PasswordForm(Name, Tag)
{
    internal const string Name = "argon2id";

    private const int Tag = 32;

    // The library takes no empty secret. None is ever kept, so an empty one may count as any other that is wrong.
    private static readonly byte[] Nothing = [0];

    public override string Numbers => string.Create(CultureInfo.InvariantCulture, $"m={MemoryKiB},t={Passes},p={Lanes}");

    public override byte[] Derive(byte[] secret, byte[] salt)
    {
        using var argon = new Argon2id(secret is [] ? Nothing : secret)
        {
            Salt = salt,
            MemorySize = MemoryKiB,
            Iterations = Passes,
            DegreeOfParallelism = Lanes,
        };
        return argon.GetBytes(HashLength);
    }

    internal static Argon2idForm? Read(string numbers)
    {
        var match = Parameters().Match(numbers);
        return match.Success ? new Argon2idForm(Number("m"), Number("t"), Number("p")) : null;

        int Number(string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^m=(?<m>[1-9][0-9]{0,7}),t=(?<t>[1-9][0-9]{0,7}),p=(?<p>[1-9][0-9]{0,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
