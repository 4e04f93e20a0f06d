using System.Diagnostics.CodeAnalysis;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// What the cookie of a session holds: the refresh token, and the access token until it ends. Every frontend reads it with the keys that all of them
/// share, without asking anybody.
/// </summary>
internal sealed record SessionCookie(RefreshToken Refresh, string Access)
{
    public string Write() => $"{Refresh.Write()}.{Access}";

    /// <summary>Whether both tokens speak of one session: only the access token's word has been proved.</summary>
    public bool IsOf(ReadToken token) => token.ClientId is null && token.User == Refresh.User && token.SessionId == Refresh.Session.ToString("D");

    public static bool TryRead(string text, [NotNullWhen(true)] out SessionCookie? cookie)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        cookie = dot > 0 && RefreshToken.TryRead(text[..dot], out var refresh) ? new SessionCookie(refresh, text[(dot + 1)..]) : null;
        return cookie is not null;
    }
}
