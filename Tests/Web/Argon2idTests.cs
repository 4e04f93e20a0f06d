using Konscious.Security.Cryptography;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class Argon2idTests
{
    /// <summary>Vectors of the reference implementation, github.com/P-H-C/phc-winner-argon2, src/test.c.</summary>
    [Theory]
    [InlineData(256, 2, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe")]
    [InlineData(256, 2, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037")]
    [InlineData(65_536, 2, 1, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")]
    public void A_form_makes_what_the_reference_makes(int memory, int passes, int lanes, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(new Argon2idForm(memory, passes, lanes).Derive("password"u8.ToArray(), "somesalt"u8.ToArray())));

    /// <summary>RFC 9106, section 5.3.</summary>
    [Fact]
    public void The_library_makes_the_tag_of_the_standard()
    {
        using var argon = new Argon2id(Filled(32, 1))
        {
            Salt = Filled(16, 2),
            KnownSecret = Filled(8, 3),
            AssociatedData = Filled(12, 4),
            MemorySize = 32,
            Iterations = 3,
            DegreeOfParallelism = 4,
        };
        Assert.Equal("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", Convert.ToHexStringLower(argon.GetBytes(32)));
    }

    [Fact]
    public void It_is_kept_with_its_numbers()
    {
        var kept = PasswordHash.Compute("secret", new Argon2idForm(64, 3, 2));
        Assert.StartsWith("argon2id$m=64,t=3,p=2$", kept.ToString(), StringComparison.Ordinal);
        var read = PasswordHash.Parse(kept.ToString())!;
        Assert.Equal(kept.Form, read.Form);
        Assert.True(read.Matches("secret"));
        Assert.False(read.Matches("Secret"));
    }

    private static byte[] Filled(int length, byte with)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, with);
        return bytes;
    }
}
