using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

internal static class ClosedAddress
{
    /// <summary>
    /// Spends the attempts of the user's address and asks something while it is closed. Where the wait was over before the answer came, the answer
    /// proves nothing: then again, and the next wait is twice as long.
    /// </summary>
    public static async Task<(ChargedAttempts Charged, T Answer)> WhileClosedAsync<T>(this AppFixture app, SignedInUser user, Func<Task<T>> ask)
    {
        var name = app.Grains.GetGrain<IAccountNameGrain>(AccountNameKey.Email(AddressKey.Of(user.Email)!));
        (ChargedAttempts, T)? found = null;
        await TestTime.Eventually(
            async () =>
            {
                while ((await name.BeginAttempt()).IsOk)
                {
                }

                var charged = await name.Charged();
                var answer = await ask();
                found = charged.WaitUntil > DateTimeOffset.UtcNow ? (charged, answer) : null;
                return found is not null;
            },
            $"the address of {user.Username} is closed for long enough to ask");
        return found!.Value;
    }
}
