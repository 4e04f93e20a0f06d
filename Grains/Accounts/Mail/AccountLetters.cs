using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Puts mails into an account's outbox, in the commit of the act they belong to, and takes them out again for Notifications.</summary>
internal sealed class AccountLetters(SecretBox box, IOptions<AccountMailOptions> options, TimeProvider time)
{
    private readonly AccountMailOptions options = options.Value;

    /// <summary>With a link to verify the address, unless it is verified.</summary>
    public AccountState WithVerification(AccountState state) =>
        state.EmailVerified ? state : WithLink(state, MailPurpose.Verify, state.Email);

    /// <summary>
    /// With a new one-time token, of which the document keeps the hash and the sealed letter the text. A letter that is still owed for the same purpose
    /// goes, since its token is void.
    /// </summary>
    public AccountState WithLink(AccountState state, MailPurpose purpose, string to)
    {
        if (!options.Enabled)
        {
            return state;
        }

        var now = time.Now();
        var token = MailToken.New(state.Id);
        var link = $"{options.PublicUrl.TrimEnd('/')}/account/{purpose.Page}?token={token.Write()}";
        var issued = state.Issuing(purpose, token.Secret, now) with
        {
            Outbox = state.Outbox.RemoveAll(item => item.Kind == Letter.OutboxKind && item.Read<Letter>().Workflow == purpose.Workflow),
        };
        return With(issued, purpose.Workflow, to, new { state.Username, state.Email, Link = link }, now + purpose.Life);
    }

    /// <summary>With a notice for each new entry of the audit that a person is mailed about, to the address that the account had before.</summary>
    public AccountState WithNotices(AccountState before, AccountState after)
    {
        foreach (var (workflow, entry) in MailNotices.Between(before, after))
        {
            after = With(after, workflow, before.Email, new
            {
                before.Username, entry.Kind, entry.At, entry.Device, Network = entry.IpPrefix, after.Email, DueAt = after.DeletionDueAt,
                Link = Page("security"),
            });
        }

        return after;
    }

    /// <summary>With word to its owner that somebody wanted to register the address again.</summary>
    public AccountState WithAddressTaken(AccountState state) =>
        With(state, "accounts-address-taken", state.Email, new { state.Username, Link = Page("forgot") });

    public NewTrigger Open(AccountState state, OutboxItem item)
    {
        var letter = item.Read<Letter>();
        return new NewTrigger
        {
            Name = letter.Workflow,
            To = [new Recipient { SubscriberId = state.Id.ToString(), Email = letter.To, Locale = letter.Locale, TimeZone = letter.TimeZone }],
            Payload = Encoding.UTF8.GetString(box.Open(letter.Box, AccountKey.Of(state.Id), Field(item.Id))),
            ExpiresAt = letter.ExpiresAt,
        };
    }

    private AccountState With(AccountState state, string workflow, string to, object payload, DateTimeOffset? expiresAt = null)
    {
        if (!options.Enabled)
        {
            return state;
        }

        var id = Ids.New(time);
        var sealedPayload = box.Seal(Encoding.UTF8.GetBytes(DocumentJson.Write(payload)), AccountKey.Of(state.Id), Field(id.ToString("N")));
        var letter = new Letter(workflow, to, expiresAt, sealedPayload) { Locale = state.Locale, TimeZone = state.TimeZone };
        return state with { Outbox = state.Outbox.Add(OutboxItem.Of(id, Letter.OutboxKind, letter, time.Now())) };
    }

    private string Page(string name) => $"{options.PublicUrl.TrimEnd('/')}/account/{name}";

    private static string Field(string id) => $"mail:{id}";
}
