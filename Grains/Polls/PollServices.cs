using Microsoft.Extensions.Options;

namespace OrleansBackends.Grains.Polls;

/// <summary>What polls and their shards need of their silo.</summary>
internal sealed class PollServices(TimeProvider time, IJournal journal, SecretBox secrets, IOptions<PollsOptions> options)
{
    public TimeProvider Time => time;

    public IJournal Journal => journal;

    public SecretBox Secrets => secrets;

    public PollsOptions Options => options.Value;
}
