using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.WebFrontend.Notifications.Access;

/// <summary><c>X-Api-Key: ntk_…</c>, a program of one application.</summary>
internal sealed class AppKeyHandler(
    AppDoor door, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : RefusingHandler(options, logger, encoder)
{
    public const string Name = "NotificationsKey";
    public const string Slice = "notifications";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[CurrentKey.Header] is not [{ } text] || !AppKeyText.TryRead(text, out var app))
        {
            return Refuse(Errors.Unauthenticated);
        }

        var hash = AppKeyText.Hash(text);
        return await door.Refuse(app, new AppCaller(User: null, IsAdmin: false, hash)) is null
            ? AuthenticateResult.Success(new AuthenticationTicket(new CurrentKey(Slice, app, hash).ToPrincipal(Name), Name))
            : Refuse(Errors.Unauthenticated);
    }
}
