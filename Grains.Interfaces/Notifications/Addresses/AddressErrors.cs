namespace OrleansBackends.Grains.Interfaces.Notifications.Addresses;

public static class AddressErrors
{
    public static Error NotSuppressed { get; } = Errors.NotFound("suppression");
}
