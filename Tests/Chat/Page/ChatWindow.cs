using System.Text.Json;
using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Chat.Page;

/// <summary>Somebody before the page, and what they do with it.</summary>
internal sealed class ChatWindow(ChatServer server, BrowserPage page, SignedInUser user) : IAsyncDisposable
{
    private const string Log = ".room [role=log]";

    public BrowserPage Page => page;

    public SignedInUser User => user;

    public async Task SignInAsync(string path)
    {
        await page.GoToAsync(new Uri(server.Address, path));
        Assert.StartsWith("/account/login", await page.PathAsync(), StringComparison.Ordinal);
        await page.FillAsync("E-mail address", user.Email);
        await page.FillAsync("Password", user.Password);
        await page.FollowAsync("Sign in");
        await IsReadyAsync();
    }

    public async Task GoToAsync(string path)
    {
        await page.GoToAsync(new Uri(server.Address, path));
        await IsReadyAsync();
    }

    public Task IsReadyAsync() => Sees("document.querySelector('#chat')?.dataset.ready === ''", "the page is ready");

    public async Task OpenRoomAsync(string room)
    {
        await Sees($"document.querySelector('.rooms a[href=\"/chat/{room}\"]') !== null", "the room is in the list");
        await page.EvaluateAsync<bool>($"document.querySelector('.rooms a[href=\"/chat/{room}\"]').click(), true");
        await Sees($"location.pathname === '/chat/{room}'", "the room is open");
    }

    public async Task WriteAsync(string text, string within = ".room")
    {
        await page.EvaluateAsync<bool>($"document.querySelector('{within} .composer textarea').focus(), true");
        await page.TypeAsync(text);
        await page.PressAsync("Enter", 13, "\r");
    }

    /// <summary>The messages of the room as they stand there, without those on their way.</summary>
    public Task<string[]> MessagesAsync(string within = Log) => page.EvaluateAsync<string[]>(
        $"[...document.querySelectorAll('{within} .message[data-seq] .text')].map(e => e.innerText.trim())");

    public Task SeesMessageAsync(string text, string within = Log) => TestTime.Eventually(
        async () => (await MessagesAsync(within)).Contains(text), $"{user.Username} sees '{text}'");

    /// <summary>Presses a button of the message with this text.</summary>
    public async Task PressAtAsync(string text, string button)
    {
        await Sees($$"""
            (() => {
              const message = [...document.querySelectorAll('.message[data-seq]')].find(m => m.querySelector('.text')?.textContent.startsWith({{JsonSerializer.Serialize(text)}}));
              message?.focus();
              const found = [...(message?.querySelectorAll('button') ?? [])].find(b => (b.getAttribute('aria-label') ?? b.textContent) === {{JsonSerializer.Serialize(button)}});
              found?.click();
              return found !== undefined;
            })()
            """, $"'{button}' of '{text}'");
    }

    /// <summary>Chooses something of the menu of the message with this text.</summary>
    public async Task ChooseAtAsync(string text, string item)
    {
        await PressAtAsync(text, "More");
        await page.ClickAsync(item);
    }

    /// <summary>Opens the details of the room, and presses a button there.</summary>
    public async Task PressInDetailsAsync(string button)
    {
        await page.EvaluateAsync<bool>("document.querySelector('[data-about]').firstElementChild?.setAttribute('data-old', ''), document.querySelector('[data-details]').click(), true");
        await Sees($"!document.querySelector('[data-about] [data-old]') && [...document.querySelectorAll('[data-about] button')].some(b => (b.ariaLabel ?? b.textContent) === {JsonSerializer.Serialize(button)})", $"'{button}'");
        await page.ClickAsync(button);
    }

    public Task SeesTextAsync(string text) => TestTime.Eventually(
        async () => (await page.TextAsync()).Contains(text, StringComparison.Ordinal), $"{user.Username} sees '{text}'");

    /// <summary>Waits until an expression of the page is true.</summary>
    public Task Sees(string expression, string what) => TestTime.Eventually(() => page.EvaluateAsync<bool>(expression), $"{user.Username}: {what}");

    public ValueTask DisposeAsync() => page.DisposeAsync();
}
