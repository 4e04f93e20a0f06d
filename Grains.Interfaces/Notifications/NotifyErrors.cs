namespace OrleansBackends.Grains.Interfaces.Notifications;

public static class NotifyErrors
{
    public static Error AppNotFound { get; } = Errors.NotFound("app");

    public static Error QuotaReached { get; } = new(ErrorKind.Forbidden, "quota-reached", "A user has at most 5 applications.");

    public static Error TooManyKeys { get; } = new(ErrorKind.Conflict, "too-many-keys", "An application has at most 10 keys.");

    public static Error KeyNotFound { get; } = Errors.NotFound("key");

    public static Error ProviderNotFound { get; } = Errors.NotFound("provider");

    public static Error UrlNotPublic { get; } = new(ErrorKind.Invalid, "url-not-public", "The host is not on the public internet.") { Member = "url" };

    public static Error EndpointNotFound { get; } = Errors.NotFound("endpoint");

    public static Error TooManyEndpoints { get; } = new(ErrorKind.Conflict, "too-many-endpoints", "An application has at most 100 endpoints.");

    public static Error WorkflowNotFound { get; } = Errors.NotFound("workflow");

    public static Error WorkflowUnknown { get; } =
        new(ErrorKind.NotFound, "workflow-unknown", "There is no published workflow of this name.") { Member = "name" };

    public static Error TopicUnknown { get; } = new(ErrorKind.NotFound, "topic-unknown", "There is no such topic.") { Member = "to" };

    public static Error TopicNotFound { get; } = Errors.NotFound("topic");

    public static Error TopicFull { get; } = new(ErrorKind.Unprocessable, "topic-full", "A topic has at most a million subscribers, and where these would go there is no room.");

    public static Error TransactionConflict { get; } =
        new(ErrorKind.Conflict, "transaction-conflict", "This transactionId was used with other content.") { Member = "transactionId" };

    public static Error TriggerNotFound { get; } = Errors.NotFound("trigger");

    public static Error SubscriberNotFound { get; } = Errors.NotFound("subscriber");

    public static Error TooManyDevices { get; } = new(ErrorKind.Conflict, "too-many-devices", "A subscriber has at most 10 devices of a kind.");

    public static Error DeviceNotFound { get; } = Errors.NotFound("device");

    public static Error InboxItemNotFound { get; } = Errors.NotFound("item");

    public static Error CategoryCritical { get; } =
        new(ErrorKind.Unprocessable, "category-critical", "Messages of this category cannot be switched off.") { Member = "categories" };

    public static Error StepNotFound { get; } = Errors.NotFound("step");

    public static Error SignatureInvalid { get; } = new(ErrorKind.Forbidden, "signature-invalid", "The signature is not that of the provider.");

    public static Error RenderFailed(string part, int line, string message) =>
        new(ErrorKind.Unprocessable, "render-failed", $"Line {line}: {message}") { Member = part };

    public static Error ProviderInvalid(string message, string member) => new(ErrorKind.Invalid, "provider-invalid", message) { Member = member };

    public static Error WorkflowInvalid(string path, string message) => new(ErrorKind.Invalid, "workflow-invalid", message) { Member = path };

    /// <summary><paramref name="path"/> names step, locale and part; the line stands in the message.</summary>
    public static Error TemplateInvalid(string path, int line, string message) =>
        new(ErrorKind.Invalid, "template-invalid", $"Line {line}: {message}") { Member = path };

    public static Error AddressInvalid(string member) => new(ErrorKind.Invalid, "address-invalid", "This is no address of its kind.") { Member = member };

    public static Error UnknownZone(string member) => new(ErrorKind.Invalid, "unknown-zone", "This is no IANA time zone.") { Member = member };
}
