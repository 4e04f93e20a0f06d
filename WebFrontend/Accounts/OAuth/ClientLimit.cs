using System.Text;
using OpenIddict.Abstractions;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// The limit of the protocol's routes counts per client and address: clients that share a machine do not use up one another's calls, and nobody
/// elsewhere uses up a client's.
/// </summary>
internal sealed class ClientLimit(RouteLimits limits) : IEndpointFilter
{
    private const string Policy = "accounts-token";
    private const string Basic = "Basic ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var client = await NamedAsync(http.Request);
        var taken = await limits.TakeForAsync($"{ClientAddress.Of(http).Key} {(client.Length > OAuthKeys.MaxClientId ? "" : client)}", Policy);
        return taken.IsOk ? await next(context) : taken.Error.ToProblem();
    }

    /// <summary>As the request says, which nobody has checked yet; empty where it does not say.</summary>
    private static async Task<string> NamedAsync(HttpRequest request) =>
        BasicId(request.Headers.Authorization.ToString())
        ?? (request.HasFormContentType ? (await ReadAsync(request))[OpenIddictConstants.Parameters.ClientId] : request.Query[OpenIddictConstants.Parameters.ClientId])
            .ToString();

    private static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new RefusedRequestException(Grains.Interfaces.Common.Errors.Invalid("The form cannot be read."));
        }
    }

    private static string? BasicId(string header)
    {
        Span<byte> bytes = stackalloc byte[512];
        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header[Basic.Length..], bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':')[0]
            : null;
    }
}
