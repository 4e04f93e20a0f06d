namespace OrleansBackends.WebFrontend.Common;

internal static class SettingsList
{
    /// <summary>Several values under one key: an array, or one text with commas, as environment variables of hosting platforms have it.</summary>
    public static string[] GetList(this IConfiguration configuration, string key) =>
        configuration[key]?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? configuration.GetSection(key).Get<string[]>() ?? [];
}
