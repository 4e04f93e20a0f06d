namespace OrleansBackends.Silo.Common;

/// <summary>Stops the process before it serves anybody; the message is the one sentence that the operator reads.</summary>
internal sealed class StartRefusedException : Exception
{
    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
