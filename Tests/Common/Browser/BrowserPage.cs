using System.Text.Json;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>One window. It is used as a person does: by labels, names of buttons and links, and keys.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly DevTools tools;
    private readonly string session;
    private readonly string context;

    private BrowserPage(DevTools tools, string session, string context) => (this.tools, this.session, this.context) = (tools, session, context);

    internal static async Task<BrowserPage> AttachAsync(DevTools tools, string session, string context)
    {
        var page = new BrowserPage(tools, session, context);
        await page.CallAsync("Page.enable");
        await page.CallAsync("Emulation.setFocusEmulationEnabled", new { enabled = true }); // Each window has a person before it.
        await page.ResizeAsync(900, 800);
        return page;
    }

    public Task<string> TitleAsync() => EvaluateAsync<string>("document.title");

    public Task<string> PathAsync() => EvaluateAsync<string>("location.pathname + location.search");

    /// <summary>All that stands on the page, as a person sees it.</summary>
    public Task<string> TextAsync() => EvaluateAsync<string>("document.body.innerText");

    public Task GoToAsync(Uri address) => LoadingAsync(async () =>
    {
        var gone = await CallAsync("Page.navigate", new { url = address.AbsoluteUri });
        Assert.False(gone.TryGetProperty("errorText", out var error), $"{address} cannot be opened: {error}");
    });

    /// <summary>Does what leads to another page, and waits until that is loaded.</summary>
    public async Task LoadingAsync(Func<Task> act)
    {
        var loaded = tools.Expect(session, "Page.loadEventFired");
        await act();
        await loaded();
    }

    /// <summary>Presses the button or link of this name, which leads to another page.</summary>
    public Task FollowAsync(string name) => LoadingAsync(() => ClickAsync(name));

    /// <summary>
    /// Presses the button, link or box of this name, once it is there and nothing lies over it. Found and pressed in one step of the page: between two of
    /// them a late answer may draw something else under the mouse.
    /// </summary>
    public Task ClickAsync(string name) => OnceAsync($$"""
        const wanted = {{JsonSerializer.Serialize(name)}};
        const found = [...document.querySelectorAll('button, a, summary, label')]
          .filter(e => e.checkVisibility() && (e.getAttribute('aria-label') ?? e.textContent).trim().replace(/\s+/g, ' ') === wanted);
        if (found.length !== 1) return `${found.length} of '${wanted}' in: ${document.body.innerText}`;
        found[0].scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = found[0].getBoundingClientRect();
        if (!found[0].contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))) return `Something lies over '${wanted}'`;
        if (found[0].matches(':disabled')) return `'${wanted}' cannot be pressed`;
        found[0].focus();
        found[0].click();
        """);

    /// <summary>Types into the field of this label, in place of what is there.</summary>
    public async Task FillAsync(string label, string text)
    {
        await OnceAsync($$"""
            const wanted = {{JsonSerializer.Serialize(label)}};
            const found = [...document.querySelectorAll('label')].filter(e => e.checkVisibility() && e.textContent.trim() === wanted).map(e => e.control);
            if (found.length !== 1) return `${found.length} fields '${wanted}' in: ${document.body.innerText}`;
            found[0].focus();
            found[0].select();
            """);
        await CallAsync("Input.insertText", new { text });
    }

    public async Task PressAsync(string key, int code, string? text = null)
    {
        await CallAsync("Input.dispatchKeyEvent", new { type = text is null ? "rawKeyDown" : "keyDown", key, code = key, windowsVirtualKeyCode = code, text = text ?? "" });
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code });
    }

    public Task TypeAsync(string text) => CallAsync("Input.insertText", new { text });

    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var fault), $"{fault}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value.Deserialize<T>()! : default!;
    }

    /// <summary>Cuts the page off from the network, or lets it come back.</summary>
    public async Task SetOfflineAsync(bool offline)
    {
        await CallAsync("Network.enable");
        await CallAsync("Network.emulateNetworkConditions", new { offline, latency = 0, downloadThroughput = -1, uploadThroughput = -1 });
    }

    /// <summary>Runs a script of the test's own before each page from the next one on.</summary>
    public Task BeforeEachPageAsync(string script) => CallAsync("Page.addScriptToEvaluateOnNewDocument", new { source = script });

    /// <summary>From the next page on the browser runs no script of pages.</summary>
    public Task TurnScriptOffAsync() => CallAsync("Emulation.setScriptExecutionDisabled", new { value = true });

    /// <summary>Gives the browser an authenticator of its own, which always finds its user there.</summary>
    public async Task AddAuthenticatorAsync()
    {
        await CallAsync("WebAuthn.enable");
        await CallAsync("WebAuthn.addVirtualAuthenticator", new
        {
            options = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }

    public Task ResizeAsync(int width, int height) =>
        CallAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });

    public Task PreferAsync(string feature, string value) =>
        CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = feature, value } } });

    /// <summary>The whole page as PNG.</summary>
    public async Task<byte[]> TakePictureAsync() =>
        (await CallAsync("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true })).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync() => await tools.CallAsync("Target.disposeBrowserContext", new { browserContextId = context });

    /// <summary>Runs the statements until they no longer return what keeps them from being done.</summary>
    private async Task OnceAsync(string statements)
    {
        string? obstacle = null;
        await TestTime.Eventually(
            async () => (obstacle = await EvaluateAsync<string?>($"(() => {{ {statements} }})()")) is null, () => $"{obstacle} went away");
    }

    private Task<JsonElement> CallAsync(string method, object? parameters = null) => tools.CallAsync(method, parameters, session);
}
