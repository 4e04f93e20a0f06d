using System.ComponentModel.DataAnnotations;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A password that somebody has already: what is longer than any that may be chosen is refused before it costs a hash.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeptPasswordTextAttribute() : ValidationAttribute($"A password has at most {PasswordPolicy.MaxLength} characters.")
{
    public override bool IsValid(object? value) =>
        value is not string text || PasswordPolicy.Length(PasswordPolicy.Normal(text)) <= PasswordPolicy.MaxLength;
}
