using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansBackends.Tests.Architecture;

namespace OrleansBackends.Tests.Common;

/// <summary>Every answer that a test gets from a route of the API document must be one that the document names for it.</summary>
internal sealed class DocumentedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly Lazy<Operation[]> Operations = new(Read);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var (path, status) = (request.RequestUri!.AbsolutePath, (int)answer.StatusCode);
        var operation = Operations.Value.FirstOrDefault(o => o.Method == request.Method.Method && o.Path.IsMatch(path));
        return operation?.Statuses.Contains(status) is false
            ? throw new InvalidOperationException($"{operation.Method} {operation.Template} answered {status}, which docs/openapi.json does not name.")
            : answer;
    }

    private static Operation[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Solution.Root, "docs", "openapi.json")));
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.TryGetProperty("responses", out _)
               orderby path.Name.Count(c => c == '{')
               select new Operation(
                   operation.Name.ToUpperInvariant(), path.Name, new Regex($"^{Regex.Replace(path.Name, @"\{[^}]+\}", "[^/]+")}/?$", RegexOptions.IgnoreCase),
                   operation.Value.GetProperty("responses").EnumerateObject().Select(r => int.Parse(r.Name, null)).ToFrozenSet()),
        ];
    }

    private sealed record Operation(string Method, string Template, Regex Path, FrozenSet<int> Statuses);
}
