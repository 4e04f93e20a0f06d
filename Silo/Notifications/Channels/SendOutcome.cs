namespace OrleansBackends.Silo.Notifications.Channels;

/// <summary>What became of one attempt. Reasons are short, hold no address and no secret, and are kept in the log.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <param name="ProviderId">The provider's own name of the message, by which its callbacks speak of it.</param>
    internal sealed record Sent(string? ProviderId = null) : SendOutcome;

    /// <param name="Reason">Why this attempt failed.</param>
    /// <param name="RetryAfter">The provider's wish; never earlier than this.</param>
    /// <param name="ProviderFault">Not the recipient's: counts for the breaker.</param>
    internal sealed record Retry(string Reason, TimeSpan? RetryAfter = null, bool ProviderFault = false) : SendOutcome
    {
        /// <summary>A soft failure of the address itself, as a full mailbox.</summary>
        public bool SoftBounce { get; init; }
    }

    internal sealed record Permanent(string Reason) : SendOutcome
    {
        /// <summary>Nothing must go to this address any more (<c>hard-bounce</c>).</summary>
        public bool SuppressAddress { get; init; }

        public bool RemoveDevice { get; init; }

        public bool DisableEndpoint { get; init; }
    }

    /// <summary>The provider may or may not have it.</summary>
    internal sealed record Unknown(string Reason) : SendOutcome;
}
