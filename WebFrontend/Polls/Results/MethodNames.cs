using System.Collections.Frozen;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>Methods as addresses name them.</summary>
internal static class MethodNames
{
    private static readonly FrozenDictionary<string, PollMethod> All =
        Enum.GetValues<PollMethod>().ToFrozenDictionary(method => JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString()));

    /// <summary>Null where none is named; another name than these is 400.</summary>
    public static PollMethod? Read(string? name) =>
        name is null ? null
        : All.TryGetValue(name, out var method) ? method
        : throw new RefusedRequestException(Errors.Invalid("There is no such method.", "method"));
}
