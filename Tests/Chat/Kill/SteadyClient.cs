using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace OrleansBackends.Tests.Chat.Kill;

/// <summary>
/// Somebody in a room who keeps what was seen, comes back with the last number whenever the connection is lost, and sends each message under one id
/// until it is acknowledged. It knows of no frontend whether it lives.
/// </summary>
/// <param name="room">Where it talks.</param>
/// <param name="token">Who it is.</param>
/// <param name="frontend">Where to connect next.</param>
/// <param name="number">Of its own; its messages bear it.</param>
/// <param name="pace">The longest pause between two messages, in milliseconds.</param>
internal sealed class SteadyClient(string room, string token, Func<Uri> frontend, int number, int pace)
{
    private readonly List<JsonElement> log = [];
    private readonly Random random = new(number);

    /// <summary>The events seen, from number 1 on.</summary>
    public IReadOnlyList<JsonElement> Log => log;

    /// <summary>The number that each acknowledged message was given.</summary>
    public ConcurrentDictionary<string, long> Acknowledged { get; } = new();

    public int Connections { get; private set; }

    /// <summary>What must never happen, and did.</summary>
    public string? Fault { get; private set; }

    /// <param name="lastSeq">The last number of the room, once everybody has ended sending.</param>
    /// <param name="sending">While it is not cancelled, messages are sent and connections dropped.</param>
    public async Task Run(Task<long> lastSeq, CancellationToken sending)
    {
        var sent = 0;
        while (Fault is null && !(lastSeq.IsCompleted && log.Count >= await lastSeq))
        {
            try
            {
                await using var hub = await Connect();
                var until = DateTime.UtcNow.AddMilliseconds(random.Next(1_500, 4_000));
                while (hub.State == HubConnectionState.Connected && Fault is null)
                {
                    if (sending.IsCancellationRequested)
                    {
                        if (lastSeq.IsCompleted && log.Count >= await lastSeq)
                        {
                            return;
                        }

                        await Task.Delay(100, CancellationToken.None); // The hub pushes; nothing signals that it has pushed all.
                        until = lastSeq.IsCompleted ? until : DateTime.MaxValue;
                    }
                    else
                    {
                        sent += await TrySend(hub, $"{number}-{sent}") ? 1 : 0;
                        await Task.Delay(random.Next(pace / 6, pace), CancellationToken.None); // A person's pace.
                    }

                    if (DateTime.UtcNow > until)
                    {
                        break;
                    }
                }
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or InvalidOperationException or HubException or IOException
                or System.Net.WebSockets.WebSocketException or TimeoutException)
            {
                await Task.Delay(100, CancellationToken.None); // Nothing signals that a frontend can be reached again: real processes.
            }
        }
    }

    private async Task<HubConnection> Connect()
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(frontend(), "/hubs/chat"), http =>
        {
            http.AccessTokenProvider = () => Task.FromResult<string?>(token);
            http.SkipNegotiation = true;
            http.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
        }).Build();
        var live = true;
        hub.Closed += _ =>
        {
            live = false;
            return Task.CompletedTask;
        };
        hub.On<JsonElement>("event", e => Take(live, e.GetProperty("data")));
        hub.On<JsonElement>("reset", _ => Fault ??= "a reset, although little was missed");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await hub.StartAsync(patience.Token);
        Connections++;
        var subscribed = await hub.InvokeAsync<JsonElement>("Subscribe", $"chat:room:{room}", (long)log.Count, patience.Token);
        if (!subscribed.GetProperty("ok").GetBoolean())
        {
            Fault ??= $"not subscribed after {log.Count}: {subscribed.GetRawText()}";
        }

        return hub;
    }

    private void Take(bool live, JsonElement data)
    {
        if (live && data.Number("seq") == log.Count + 1)
        {
            log.Add(data);
        }
        else if (live)
        {
            Fault ??= $"number {data.Number("seq")} came after {log.Count}";
        }
    }

    private async Task<bool> TrySend(HubConnection hub, string clientId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var answer = await hub.InvokeAsync<JsonElement>("Send", room, clientId, $"text {clientId}", null, patience.Token);
        if (!answer.GetProperty("ok").GetBoolean())
        {
            Fault ??= answer.GetProperty("error").Number("status") < 500 ? answer.GetRawText() : null;
            return false;
        }

        if (!Acknowledged.TryAdd(clientId, answer.GetProperty("value").Number("seq")))
        {
            Fault ??= $"{clientId} was acknowledged twice";
        }

        return true;
    }
}
