using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Where a browser goes after a password was found right: on, or to the question for a second factor.</summary>
internal sealed class SignInSteps(SignInAnswers answers)
{
    public async Task<Result<string>> GoOnAsync(HttpContext context, Result<SignInStep> step, string? next)
    {
        var answer = await answers.ShowAsync(context, step);
        if (answer is { IsOk: true, Value: SecondFactorAnswer asked })
        {
            PendingSignIn.Begin(context, asked);
            return string.IsNullOrEmpty(next) ? "/account/login/code" : $"/account/login/code?{LocalPath.Name}={Uri.EscapeDataString(next)}";
        }

        return answer.Map(_ => LocalPath.Of(next, SecurityPages.Path));
    }
}
