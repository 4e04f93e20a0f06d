using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>Finds, visits and unlocks links for people who have nothing but the short URL.</summary>
internal sealed class VisitDesk(IGrainFactory grains, TargetCache cache, UnlockCookie cookie, PasswordPool passwords)
{
    /// <summary>The exact code first, then the folded one. May be a few seconds old.</summary>
    public async Task<LinkTarget> Find(string code)
    {
        var (exact, folded) = ((await cache.Get(code)).Target, LinkCode.Fold(code));
        return exact.Fixed is LinkOutcome.NotFound && folded != code ? (await cache.Get(folded)).Target : exact;
    }

    public Task<LinkTarget> Ask(string code) => Link(code).Resolve();

    public Task<LinkTarget> Visit(string code, HttpContext context) => Link(code).Visit(cookie.Read(context, code));

    public async Task<IResult> Unlock(LinkTarget target, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var password = form["password"].ToString();
        var challenge = await Link(target.Code).BeginUnlock(Callers.Hash(context));
        if (!challenge.IsOk)
        {
            return challenge.Error.ToProblem();
        }

        var check = password.Length > LinkLimits.MaxPassword
            ? new PasswordCheck()
            : await passwords.VerifyAsync(password, challenge.Value.Password, PasswordForm.SharedSecret);
        if (!check.IsOk)
        {
            return check.Error.ToProblem();
        }

        if (!check.Value.Matches)
        {
            return VisitPages.WrongPassword(target);
        }

        cookie.Write(context, target.Code, challenge.Value.UnlockKey);
        return new RedirectAnswer($"/{target.Code}", StatusCodes.Status303SeeOther, isStrict: true, hideReferrer: true);
    }

    public Task<Result<Done>> Report(string code, LinkReport report) => Link(code).Report(report);

    private ILinkGrain Link(string code) => grains.GetGrain<ILinkGrain>(LinkKey.Link(code));
}
