using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>What Accounts holds about a person, handed out: account, sessions, passkeys and API keys first, then the timeline page by page.</summary>
internal sealed class AccountsUserData(IGrainFactory grains, QueryDatabase database) : IUserExport
{
    private const string AuditBegins = "audit";

    public string Slice => "accounts";

    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation)
    {
        if (cursor is null)
        {
            return new Page<string>(await Own(AccountKey.Of(user)), AuditBegins);
        }

        var page = new PageRequest(PageRequest.MaxLimit, cursor == AuditBegins ? null : cursor);
        var entries = (await Timeline.Read(database, user, null, page)).Require();
        return entries.Map(DocumentJson.Write);
    }

    private async Task<IReadOnlyList<string>> Own(string key)
    {
        var account = await grains.GetGrain<IAccountGrain>(key).Me();
        return account.IsOk
            ?
            [
                DocumentJson.Write(account.Value),
                .. (await grains.GetGrain<IAccountSessionsGrain>(key).List(null)).Select(DocumentJson.Write),
                .. (await grains.GetGrain<IAccountPasskeysGrain>(key).List()).Select(DocumentJson.Write),
                .. (await grains.GetGrain<IAccountApiKeysGrain>(key).List()).Select(DocumentJson.Write),
            ]
            : [];
    }
}
