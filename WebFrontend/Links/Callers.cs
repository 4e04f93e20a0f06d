using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.WebFrontend.Links;

internal static class Callers
{
    /// <summary>Who is calling, for counting and not for telling: an account, else an address, which is stored nowhere.</summary>
    public static string Hash(HttpContext context)
    {
        var caller = CurrentUser.From(context.User) is { } user ? $"user:{user.Id}" : $"address:{ClientAddress.Of(context).Key}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"links\n{caller}")).AsSpan(0, 16));
    }
}
