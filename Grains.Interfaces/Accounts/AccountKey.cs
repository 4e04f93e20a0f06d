namespace OrleansBackends.Grains.Interfaces.Accounts;

public static class AccountKey
{
    public const string Prefix = "account:";

    public static string Of(UserId user) => $"{Prefix}{user}";

    public static UserId UserOf(string key) => UserId.Parse(key[Prefix.Length..], null);
}
