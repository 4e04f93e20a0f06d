using OrleansBackends.Grains.Interfaces.Notifications.Addresses;

namespace OrleansBackends.Grains.Notifications.Addresses;

[GrainType("address")]
internal sealed class AddressGrain : Grain, IAddressGrain
{
    private readonly Document<AddressState> document;
    private readonly TimeProvider time;

    public AddressGrain([PersistentState(AddressState.Name)] IPersistentState<AddressState> storage, TimeProvider time)
    {
        document = new Document<AddressState>(this, storage);
        this.time = time;
    }

    private AddressState Address => document.Current;

    private DateTimeOffset Now => time.Now();

    public async Task<AddressVerdict> Check(string messageId, AddressCap? cap)
    {
        if (Address.IsSuppressed(Now))
        {
            return new AddressVerdict(Address.Reason);
        }

        if (cap is null)
        {
            return default;
        }

        if (Address.Take(messageId, cap, Now) is not { } counted)
        {
            return new AddressVerdict(SuppressionReasons.SmsCap);
        }

        await Keep(counted);
        return default;
    }

    public Task<AddressVerdict> Foresee(AddressCap cap, int messages) => Task.FromResult(new AddressVerdict(
        Address.IsSuppressed(Now) ? Address.Reason : Address.HasRoom(cap, messages, Now) ? null : SuppressionReasons.SmsCap));

    public Task RecordBounce(Bounce bounce) => Keep(Address.Bounced(bounce, Now));

    public async Task<Suppression> Suppress(NewSuppression suppression)
    {
        await Keep(Address.Suppressed(suppression, Now));
        return Address.ToSuppression();
    }

    public Task Lift() => Address.Reason is null && Address.Bounces.IsEmpty ? Task.CompletedTask : Keep(Address.Lifted());

    public Task<Result<Suppression>> Get() => Task.FromResult<Result<Suppression>>(
        Address.IsSuppressed(Now) ? Address.ToSuppression() : AddressErrors.NotSuppressed);

    private Task Keep(AddressState next) => next == Address ? Task.CompletedTask : document.Commit(next);
}
