using System.Buffers.Text;
using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

/// <summary>Who is voting, as the poll tells people apart.</summary>
internal sealed class VoterDesk(SiteCookies cookies)
{
    /// <summary>Where clients without cookies send what the cookie would hold.</summary>
    public const string Header = "Voter-Token";

    /// <summary>Where the token of an invitation is, in addresses and forms.</summary>
    public const string InviteField = "invite";

    private const string Cookie = "poll";
    private const int TokenBytes = 16;

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private static readonly Error BadToken = Errors.Invalid("A voter token is 22 characters of base64url.", Header);

    /// <summary>The caller, or why it is no voter; without a cookie nobody has voted.</summary>
    public Result<Voter> Find(PollView poll, HttpContext context, string? invite = null) => poll.Definition.Strength switch
    {
        VoterStrength.Account => CurrentUser.From(context.User) is { } user ? Voter.Of(user.Id) : Errors.Unauthenticated,
        VoterStrength.Ip => new Voter(VoterStrength.Ip, ClientAddress.Of(context).Key),
        VoterStrength.Invite => Voter.OfInvite(invite ?? context.Request.Query[InviteField].ToString()) is { } invited ? invited : BallotErrors.NotInvited,
        VoterStrength.Cookie => TokenOf(context) switch
        {
            null => BallotErrors.NoBallot,
            var token when IsToken(token) => new Voter(VoterStrength.Cookie, token),
            _ => BadToken,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(poll), poll.Definition.Strength, null),
    };

    /// <summary>The same for somebody who votes; who has no cookie yet is given one.</summary>
    public Result<Voter> FindOrMake(PollView poll, HttpContext context, string? invite)
    {
        if (poll.Definition.Strength == VoterStrength.Cookie && TokenOf(context) is null)
        {
            return new Voter(VoterStrength.Cookie, MakeToken(context));
        }

        return Find(poll, context, invite);
    }

    /// <summary>Gives a visitor who has none a cookie.</summary>
    public void Welcome(HttpContext context)
    {
        if (TokenOf(context) is not { } token || !IsToken(token))
        {
            MakeToken(context);
        }
    }

    private string? TokenOf(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 } header] ? header : cookies.Read(context, Cookie) is { Length: > 0 } kept ? kept : null;

    private string MakeToken(HttpContext context)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        cookies.Write(context, Cookie, token, Life);
        return token;
    }

    private static bool IsToken(string token) => token.Length == Base64Url.GetEncodedLength(TokenBytes) && Base64Url.IsValid(token);
}
