using Microsoft.Extensions.Options;

namespace OrleansBackends.Grains.Common;

/// <summary>Section <c>Secrets</c>: the keys under which silos seal what must not lie in the database in clear.</summary>
public sealed class SecretOptions
{
    public const string Section = "Secrets";

    /// <summary>The master key, 32 bytes as base64. Either this or <see cref="MasterKeyFile"/>.</summary>
    public string? MasterKey { get; set; }

    /// <summary>A file that holds the master key, 32 bytes as base64.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Former master keys, 32 bytes as base64 each; they open what was sealed before a rotation and seal nothing.</summary>
    public IList<string> OldKeys { get; } = [];
}

internal sealed class SecretOptionsValidator : IValidateOptions<SecretOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        try
        {
            MasterKeys.Read(options);
            return ValidateOptionsResult.Success;
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail(fault.Message);
        }
    }
}
