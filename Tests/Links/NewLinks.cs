using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Tests.Links;

/// <summary>Links and owners that no other test has.</summary>
internal static class NewLinks
{
    public static UserId Somebody() => new(Guid.NewGuid());

    public static string CustomCode() => $"t-{Guid.NewGuid():N}";

    public static OperationId Operation(string body = "") => new(Guid.NewGuid().ToString("N"), body);

    public static NewLink To(string url, UserId owner) => new() { Url = url, Owner = owner, RequestHash = url };

    public static ILinkGrain Link(this IGrainFactory grains, string code) => grains.GetGrain<ILinkGrain>(LinkKey.Link(code));

    public static async Task<LinkView> MakeLink(this IGrainFactory grains, NewLink link) => (await grains.CreateLink(link, null)).Require().Link;
}
