namespace OrleansBackends.Tests.Accounts;

/// <summary>A browser as far as cookies go: keeps them, sends them back, and sends the antiforgery token and the origin that its page has.</summary>
internal sealed class CookieClient : DelegatingHandler
{
    public const string Origin = "http://localhost:8080";

    private readonly SortedDictionary<string, string> cookies = [];

    public CookieClient(AppFixture app)
        : this(app.Server)
    {
    }

    public CookieClient(Uri server)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Client = new HttpClient(this) { BaseAddress = server, Timeout = TestTime.Deadline };
        Client.DefaultRequestHeaders.Add("X-Forwarded-For", TestClients.NextAddress().ToString());
        Client.DefaultRequestHeaders.UserAgent.ParseAdd(TestClients.Browser);
        Client.DefaultRequestHeaders.Add("Origin", Origin);
    }

    public HttpClient Client { get; }

    /// <summary>Null where the browser has no session.</summary>
    public string? Session
    {
        get => cookies.GetValueOrDefault("session");
        set => cookies["session"] = value!;
    }

    /// <summary>The Set-Cookie lines of the last answer.</summary>
    public IReadOnlyList<string> Given { get; private set; } = [];

    public async Task<CookieClient> SignInAsync(SignedInUser user)
    {
        await Client.PostJsonAsync("/login", new { email = user.Email, password = user.Password, session = "cookie" }).IsAsync(200);
        return await ReadTokenAsync();
    }

    /// <summary>As a page does before it sends anything.</summary>
    public async Task<CookieClient> ReadTokenAsync()
    {
        var antiforgery = await Client.ReadAsync("/antiforgery").JsonAsync();
        Client.DefaultRequestHeaders.Remove(antiforgery.Text("header"));
        Client.DefaultRequestHeaders.Add(antiforgery.Text("header"), antiforgery.Text("token"));
        return this;
    }

    /// <summary>Another browser with a copy of all cookies.</summary>
    public CookieClient Copy(AppFixture app) => Copy(app.Server);

    public CookieClient Copy(Uri server)
    {
        var copy = new CookieClient(server);
        foreach (var (name, value) in cookies)
        {
            copy.cookies[name] = value;
        }

        return copy;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        var answer = await base.SendAsync(request, cancellationToken);
        Given = answer.Headers.TryGetValues("Set-Cookie", out var given) ? [.. given] : [];
        foreach (var line in Given)
        {
            Keep(line);
        }

        return answer;
    }

    private void Keep(string line)
    {
        var (name, value) = (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
        if (value.Length == 0)
        {
            cookies.Remove(name);
        }
        else
        {
            cookies[name] = value;
        }
    }
}
