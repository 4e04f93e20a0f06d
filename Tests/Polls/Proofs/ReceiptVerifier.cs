using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Tests.Polls.Proofs;

/// <summary>Checks a proof as a voter does who has the answer's text, the receipt, the ballot and the published root, and nothing of this product.</summary>
internal static class ReceiptVerifier
{
    public static bool Holds(JsonElement proof, string receipt, string ballot, string root)
    {
        var nonce = Convert.FromBase64String(receipt.Replace('-', '+').Replace('_', '/') + "==");
        var hash = SHA256.HashData([0, .. nonce, .. Encoding.UTF8.GetBytes(ballot)]);
        foreach (var step in proof.GetProperty("proof").EnumerateArray())
        {
            var other = Convert.FromHexString(step.GetProperty("hash").GetString()!);
            hash = step.GetProperty("side").GetString() == "left" ? SHA256.HashData([1, .. other, .. hash]) : SHA256.HashData([1, .. hash, .. other]);
        }

        return Convert.ToHexStringLower(hash) == root;
    }
}
