using System.Text.Json;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>The next answer to a page's script that is kept back, so that answers to what was asked later overtake it.</summary>
internal sealed class LateAnswer
{
    private readonly BrowserPage page;

    private LateAnswer(BrowserPage page) => this.page = page;

    /// <param name="page">Whose script asks.</param>
    /// <param name="address">Part of what is asked for.</param>
    public static async Task<LateAnswer> HoldAsync(BrowserPage page, string address)
    {
        await page.EvaluateAsync<bool>($$"""
            (() => {
              const ask = window.fetch;
              const letGo = new Promise(answer => { window.letGo = answer; });
              window.late = 'not asked for';
              window.fetch = async (address, ...more) => {
                if (!String(address).includes({{JsonSerializer.Serialize(address)}})) return ask(address, ...more);
                window.fetch = ask;
                const answer = await ask(address, ...more);
                window.late = 'held';
                const isLost = await letGo;
                setTimeout(() => { window.late = 'drawn'; }, 200);
                if (isLost) throw new TypeError('The connection was lost.');
                return answer;
              };
              return true;
            })()
            """);
        return new LateAnswer(page);
    }

    /// <summary>Answers when the server has answered, and nothing of it can change any more.</summary>
    public Task HeldAsync() => IsAsync("held");

    /// <summary>Gives it to the page, or lets the page know that it is lost, and waits until the page has drawn what it would.</summary>
    public async Task LetGoAsync(bool isLost = false)
    {
        await HeldAsync();
        await page.EvaluateAsync<bool>($"letGo({(isLost ? "true" : "false")}), true");
        await IsAsync("drawn");
    }

    private Task IsAsync(string state) => TestTime.Eventually(async () => await page.EvaluateAsync<string>("late") == state, $"the late answer is {state}");
}
