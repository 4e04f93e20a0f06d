using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Section <c>Accounts:Passwords</c>: how passwords are kept. Whatever is set, those that were kept otherwise go on being good.</summary>
public sealed class PasswordOptions
{
    public const string Section = "Accounts:Passwords";

    /// <summary><c>pbkdf2</c> or <c>argon2id</c>.</summary>
    public string Algorithm { get; set; } = "pbkdf2";

    /// <summary>How often PBKDF2-HMAC-SHA512 is repeated; at least 220,000.</summary>
    public int Iterations { get; set; } = PasswordForm.Account.Iterations;

    /// <summary>Memory of one Argon2id hash; at least 19,456. The pool makes one hash per core but one, and at least one, at a time.</summary>
    public int MemoryKiB { get; set; } = 19_456;

    /// <summary>Passes of Argon2id over its memory; at least 2.</summary>
    public int Passes { get; set; } = 2;

    /// <summary>Lanes of Argon2id; at least 1.</summary>
    public int Lanes { get; set; } = 1;

    /// <summary>A key that goes into every password before it is hashed and is not in the database, 32 bytes or more as base64; none by default.</summary>
    public string? Pepper { get; set; }

    /// <summary>Former peppers: what was kept with them is checked with them and kept anew at the next sign-in.</summary>
    public IList<string> OldPeppers { get; } = [];

    internal PasswordForm Form => Algorithm == Argon2idForm.Name
        ? new Argon2idForm(MemoryKiB, Passes, Lanes)
        : PasswordForm.Account with { Iterations = Iterations };
}

internal sealed class PasswordOptionsValidator : IValidateOptions<PasswordOptions>
{
    public ValidateOptionsResult Validate(string? name, PasswordOptions options)
    {
        var wrong = options switch
        {
            { Algorithm: not ("pbkdf2" or Argon2idForm.Name) } => "Algorithm must be pbkdf2 or argon2id.",
            { Iterations: < 220_000 or > 10_000_000 } => "Iterations must be 220000 to 10000000.",
            { MemoryKiB: < 19_456 or > 1_048_576 } => "MemoryKiB must be 19456 to 1048576.",
            { Passes: < 2 or > 100 } => "Passes must be 2 to 100.",
            { Lanes: < 1 or > 16 } => "Lanes must be 1 to 16.",
            _ => Peppers.Refuse(options),
        };
        return wrong is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{PasswordOptions.Section}:{wrong}");
    }
}
