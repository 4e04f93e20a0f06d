using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

internal sealed record MemberQuery(string? Username, RoomRole? Role, bool Banned) : IEndpointParameterMetadataProvider
{
    public static ValueTask<MemberQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var role = (string?)query["role"] is { } text ? Read(text) : (RoomRole?)null;
        var banned = (string?)query["banned"] switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Refused("banned"),
        };
        return ValueTask.FromResult<MemberQuery?>(new MemberQuery((string?)query["q"] is { Length: > 0 } name ? name : null, role, banned));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark("q", InQuery: true, "A user name."));
        builder.Metadata.Add(new ParameterMark("role", InQuery: true, "guest, member, moderator, admin or owner."));
        builder.Metadata.Add(new ParameterMark("banned", InQuery: true, "true lists those who are barred."));
    }

    private static RoomRole Read(string role) => role switch
    {
        "guest" => RoomRole.Guest,
        "member" => RoomRole.Member,
        "moderator" => RoomRole.Moderator,
        "admin" => RoomRole.Admin,
        "owner" => RoomRole.Owner,
        _ => throw Refused("role"),
    };

    private static RefusedRequestException Refused(string name) => new(Errors.Invalid($"The value of {name} cannot be read.", name));
}
