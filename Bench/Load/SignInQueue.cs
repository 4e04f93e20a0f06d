using System.Net;

namespace OrleansBackends.Bench.Load;

/// <summary>People who sign in without pause; whoever finds the queue full comes again after the two seconds that the answer asks for.</summary>
internal sealed class SignInQueue : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly HttpClient http;
    private readonly Task running;

    public SignInQueue(Uri frontend, IReadOnlyList<string> addresses)
    {
        http = new HttpClient { BaseAddress = frontend };
        running = Task.WhenAll(addresses.Select(SignIn));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        http.Dispose();
        ending.Dispose();
    }

    private async Task SignIn(string email)
    {
        while (!ending.IsCancellationRequested)
        {
            using var answer = await http.PostAsJsonAsync("/api/accounts/login", new { email, password = AccountClient.Password });
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    break;
                case HttpStatusCode.ServiceUnavailable:
                    await Task.WhenAny(Task.Delay(RetryAfter, ending.Token));
                    break;
                default:
                    throw new InvalidOperationException($"A sign-in was answered {(int)answer.StatusCode}.");
            }
        }
    }
}
