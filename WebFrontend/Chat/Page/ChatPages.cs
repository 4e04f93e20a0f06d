using Microsoft.AspNetCore.Antiforgery;

namespace OrleansBackends.WebFrontend.Chat.Page;

/// <summary>The page at <c>/chat</c>: the server renders its frame, the scripts under <c>/assets/chat</c> fill it over hub and REST like any other client.</summary>
internal static class ChatPages
{
    private const string SignIn = "/account/login";

    public static void MapChatPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/chat").ExcludeFromDescription().Limit("public-read").ForPeople(SignIn);
        pages.MapGet("", Show);
        pages.MapGet("/{room}", Show);
        pages.MapGet("/{room}/{seq:long}", Show);
    }

    private static async Task<IResult> Show(HttpContext context, CurrentUser user, People people, IAntiforgery antiforgery)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store";
        var person = (await people.Find([user.Id]))[user.Id];
        return Pages.Render<ChatPage>(new { Me = person, Token = antiforgery.MakeToken(context) });
    }
}
