namespace OrleansBackends.Tests.Web;

internal sealed record ServerEvent(string Name, string Id, string Data);

/// <summary>Reads Server-Sent Events one by one.</summary>
internal sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    public static async Task<EventStream> Open(HttpClient client, string path, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public async Task<ServerEvent> Next(TimeSpan deadline)
    {
        var fields = new Dictionary<string, string>();
        while (true)
        {
            var line = await reader.ReadLineAsync().WaitAsync(deadline) ?? throw new EndOfStreamException("The stream ended before the next event.");
            if (line.Length == 0 && fields.Count > 0)
            {
                return new ServerEvent(fields["event"], fields["id"], fields["data"]);
            }

            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at)
            {
                fields[line[..at]] = line[(at + 2)..];
            }
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
