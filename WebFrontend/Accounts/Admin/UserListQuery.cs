using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The filter of the users' list as it stands in the address.</summary>
public sealed record UserListQuery(
    [FromQuery] string? Query, [FromQuery] string? Status, [FromQuery] string? Role, [FromQuery] DateTimeOffset? CreatedFrom,
    [FromQuery] DateTimeOffset? CreatedTo, [FromQuery] string? Sort)
{
    private const int MaxQuery = 254;

    internal Result<UserFilter> ToFilter()
    {
        var descending = Sort is not null && Sort.StartsWith('-');
        var (status, sort) = (Read<AccountStatus>(Status), Read<UserSort>(descending ? Sort![1..] : Sort));
        return Query is { Length: > MaxQuery } ? Errors.Invalid($"A query has at most {MaxQuery} characters.", "query")
            : Status is not null && status is null ? Errors.Invalid("There is no such status.", "status")
            : Sort is not null && sort is null ? Errors.Invalid("Sort by created, email or last-seen, with - before it for descending.", "sort")
            : new UserFilter
            {
                Query = string.IsNullOrWhiteSpace(Query) ? null : Query.Trim(),
                Status = status,
                Role = Role,
                CreatedFrom = CreatedFrom,
                CreatedTo = CreatedTo,
                Sort = sort ?? UserSort.Created,
                Descending = descending,
            };
    }

    private static T? Read<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
            {
                return value;
            }
        }

        return null;
    }
}
