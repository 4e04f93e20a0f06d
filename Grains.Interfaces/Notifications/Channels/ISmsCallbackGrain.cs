namespace OrleansBackends.Grains.Interfaces.Notifications.Channels;

/// <summary>What a provider of text messages tells us, checked by a token that only silos hold. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("sms-callback"), Alias("notifications.i-sms-callback")]
public interface ISmsCallbackGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Notes what became of a message, or what a person answered: STOP suppresses the number, START lifts that, HELP gets an answer. Harmless when
    /// repeated. Refuses with <c>signature-invalid</c>.
    /// </summary>
    [Alias("Receive")]
    Task<Result<SmsAnswer>> Receive(SmsCall call);
}

/// <summary>A call of the provider.</summary>
/// <param name="App">Whose number it is about.</param>
/// <param name="Url">The address it called, as it was given to it.</param>
/// <param name="Signature">What it signed that with.</param>
/// <param name="MessageId">The message that was named in the address; null for what people send us.</param>
/// <param name="Form">Names and values.</param>
[GenerateSerializer, Immutable, Alias("notifications.sms-call")]
public sealed record SmsCall(
    [property: Id(0)] string App, [property: Id(1)] string Url, [property: Id(2)] string? Signature, [property: Id(3)] string? MessageId,
    [property: Id(4)] IReadOnlyDictionary<string, string> Form);

/// <summary>What the person shall be told; null for nothing.</summary>
[GenerateSerializer, Immutable, Alias("notifications.sms-answer")]
public sealed record SmsAnswer([property: Id(0)] string? Reply);
