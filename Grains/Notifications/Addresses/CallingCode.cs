using System.Collections.Frozen;

namespace OrleansBackends.Grains.Notifications.Addresses;

/// <summary>The country in a number of E.164: zones 1 and 7 have one digit, the codes listed here two, all others three.</summary>
internal static class CallingCode
{
    private static readonly FrozenSet<string> TwoDigits =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
            .Split(' ').ToFrozenSet();

    public static string Of(string number) =>
        number.Length < 4 || number[0] != '+' ? number
        : number[1] is '1' or '7' ? number[..2]
        : TwoDigits.Contains(number[1..3]) ? number[..3]
        : number[..4];
}
