namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>One authorization code, under its hash (<c>oauthcode:&lt;hash&gt;</c>).</summary>
[GrainInterfaceType("oauthcode"), Alias("accounts.i-oauth-code")]
public interface IOAuthCodeGrain : IGrainWithStringKey
{
    [Alias("Put")]
    Task Put(OAuthCode code);

    /// <summary>
    /// Burns the code with the first attempt, whatever comes of it, and gives out tokens where client, redirect address and verifier agree. A second
    /// attempt ends the authorization. Refuses <c>invalid-grant</c> for whatever reason.
    /// </summary>
    [Alias("Redeem")]
    Task<Result<OAuthGrant>> Redeem(OAuthRedemption redemption);
}
