using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class AccountNameKey
{
    public const string UsernamePrefix = "accountname:username:";

    /// <param name="addressKey">What <see cref="AddressKey.Of"/> answered. Hashed, so that keys in logs and tables tell no address.</param>
    public static string Email(string addressKey) =>
        $"accountname:email:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(addressKey)))}";

    public static string Username(string username) => UsernamePrefix + Usernames.Fold(username);
}
