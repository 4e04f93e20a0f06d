using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.WebFrontend.Links;

/// <summary>What several routes share: finding a link by a code as people type it, making and changing one, and showing it with its address.</summary>
internal sealed class LinkDesk(IGrainFactory grains, PasswordPool passwords, TargetCache cache, RootPaths roots, IOptions<FrontendOptions> frontend)
{
    public ILinkGrain Link(string code) => grains.GetGrain<ILinkGrain>(LinkKey.Link(code));

    /// <summary>Asks the link of that code, and where there is none the one of the folded code.</summary>
    public async Task<Result<T>> Ask<T>(string code, Func<ILinkGrain, Task<Result<T>>> ask)
    {
        if (!LinkCode.IsWellFormed(code))
        {
            return LinkErrors.NotFound;
        }

        var (answer, folded) = (await ask(Link(code)), LinkCode.Fold(code));
        return folded != code && answer.Error?.Code == LinkErrors.NotFound.Code ? await ask(Link(folded)) : answer;
    }

    public async Task<Result<CreatedLink>> Create(CreateLinkRequest request, UserId? owner, OperationId? operation)
    {
        if (request.Code is { } code && roots.Contains(LinkCode.Fold(code)))
        {
            return LinkErrors.CodeReserved;
        }

        var kept = request.Password is { } password ? await passwords.HashAsync(password, PasswordForm.SharedSecret) : new Result<string>();
        if (kept.Error is { } busy)
        {
            return busy;
        }

        var link = ToLink(request, owner, kept.Value);
        if (!request.FindIfExists || owner is not { } user)
        {
            return Show(await grains.CreateLink(link, operation));
        }

        var url = LinkUrl.Normalise(request.Url);
        return url.IsOk
            ? Show(await grains.GetGrain<ILinkTargetGrain>(LinkKey.Target(user, url.Value.Hash)).FindOrCreate(link, operation))
            : url.Error;
    }

    public async Task<Result<LinkView>> Update(string code, UserId owner, UpdateLinkRequest request, int? version)
    {
        var password = request.Password.Value;
        if (password?.Length is < LinkLimits.MinPassword or > LinkLimits.MaxPassword)
        {
            return Errors.Invalid($"A password has {LinkLimits.MinPassword} to {LinkLimits.MaxPassword} characters.", "password");
        }

        var kept = password is null ? new Result<string>() : await passwords.HashAsync(password, PasswordForm.SharedSecret);
        return kept.Error is { } busy ? busy : await Update(code, owner, ToChange(request, kept.Value), version);
    }

    public async Task<Result<LinkView>> Update(string code, UserId owner, LinkChange change, int? version)
    {
        var changed = await Ask(code, link => link.Update(owner, change, version));
        cache.Drop(code);
        return await WithClicks(changed);
    }

    public async Task<Result<Done>> Delete(string code, UserId owner)
    {
        var deleted = await Ask(code, link => link.Delete(owner));
        cache.Drop(code);
        return deleted;
    }

    public async Task<Result<LinkView>> Get(string code, UserId owner) => await WithClicks(await Ask(code, link => link.Get(owner)));

    public LinkView Show(LinkView link) => link with { ShortUrl = ShortUrl(link.Code) };

    public string ShortUrl(string code) => frontend.Value.Link($"/{code}");

    public ILinkStatsGrain Stats(string code) => grains.GetGrain<ILinkStatsGrain>(LinkKey.Stats(code));

    private static NewLink ToLink(CreateLinkRequest request, UserId? owner, string? kept) => new()
    {
        Owner = owner,
        Url = request.Url,
        Code = request.Code,
        Title = request.Title,
        Note = request.Note,
        Tags = request.Tags ?? [],
        StartsAt = request.StartsAt,
        ExpiresAt = request.ExpiresAt,
        FallbackUrl = request.FallbackUrl,
        MaxVisits = request.MaxVisits,
        Password = kept,
        Rules = request.Rules ?? [],
        ForwardQuery = request.ForwardQuery,
        RedirectStatus = request.RedirectStatus,
        RequestHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options))),
    };

    private static LinkChange ToChange(UpdateLinkRequest request, string? kept) => new()
    {
        Url = request.Url,
        Title = request.Title,
        Note = request.Note,
        Tags = request.Tags,
        StartsAt = request.StartsAt,
        ExpiresAt = request.ExpiresAt,
        FallbackUrl = request.FallbackUrl,
        MaxVisits = request.MaxVisits,
        Password = new Optional<string>(request.Password.IsSet, kept),
        Rules = request.Rules,
        ForwardQuery = request.ForwardQuery,
        RedirectStatus = request.RedirectStatus,
        Archived = request.Archived,
    };

    private Result<CreatedLink> Show(Result<CreatedLink> created)
    {
        if (created.IsOk)
        {
            // The code may be remembered as unknown.
            cache.Drop(created.Value.Link.Code);
        }

        return created.Map(c => c with { Link = Show(c.Link) });
    }

    private async Task<Result<LinkView>> WithClicks(Result<LinkView> link)
    {
        if (!link.IsOk)
        {
            return link;
        }

        var clicks = await Stats(link.Value.Code).GetCounters(link.Value.CreatedAt);
        return Show(link.Value with { Clicks = new ClickTotals(clicks.Total, clicks.Human, clicks.Bots), LastClickAt = clicks.LastClickAt });
    }
}
