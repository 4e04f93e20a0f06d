namespace OrleansBackends.Bench.Subjects;

/// <summary>What journal appends and bare inserts both write.</summary>
internal static class BenchRow
{
    public const string Kind = "visit";

    public const string Data = """{"at":"2027-01-04T09:00:00.000Z","who":"0190a6b2-8f3e-7c41-9d2a-5b6c7d8e9f00","bot":false,"country":"DE","rule":null}""";
}
