using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal enum Leap
{
    None,
    Break,
    Continue,
}

/// <summary>One rendering: its variables, its output, and how much of the limits it has used.</summary>
internal sealed class Run(TemplateKind kind, TemplateScope scope, TemplateLimits limits)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, object?> variables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private StringBuilder output = new();
    private int bytes;
    private int steps;

    public TemplateLimits Limits => limits;

    public CultureInfo Culture { get; } = scope.Culture;

    public TimeZoneInfo Zone => scope.Zone;

    public IReadOnlyCollection<string> Missing => missing;

    public string Text => output.ToString();

    /// <summary>What is missing is not listed: a condition asks whether it is there.</summary>
    public bool Quiet { get; set; }

    /// <summary>Set by <c>break</c> and <c>continue</c> until their loop sees it.</summary>
    public Leap Leap { get; set; }

    public void Step(int line)
    {
        if (++steps > limits.Steps)
        {
            throw new LiquidException(line, $"more than {limits.Steps} steps");
        }

        if (steps >= limits.TimedFrom && Stopwatch.GetElapsedTime(start) > limits.Time)
        {
            throw new LiquidException(line, $"more than {limits.Time.TotalMilliseconds} ms");
        }
    }

    public void Write(string text, int line)
    {
        bytes += Encoding.UTF8.GetByteCount(text);
        if (bytes > limits.Bytes)
        {
            throw new LiquidException(line, $"more than {limits.Bytes} bytes of output");
        }

        output.Append(text);
    }

    public string Encode(object? value) => value is Encoded { Text: var done } ? done : kind == TemplateKind.Html ? Html.Encode(LiquidValue.Text(value)) : LiquidValue.Text(value);

    /// <summary>What the action writes, instead of writing it. It counts as output, so that nothing can double itself without end.</summary>
    public string Capture(Action write)
    {
        var outer = output;
        output = new StringBuilder();
        write();
        var captured = output.ToString();
        output = outer;
        return captured;
    }

    public bool TryFind(string name, out object? value) => variables.TryGetValue(name, out value) || scope.Roots.TryGetValue(name, out value);

    public void Set(string name, object? value) => variables[name] = value;

    /// <summary>Sets variables for an action and brings back what they were.</summary>
    public void With(IReadOnlyList<string> names, Action act)
    {
        var before = names.Select(name => (Name: name, Known: variables.TryGetValue(name, out var value), Value: value)).ToList();
        act();
        foreach (var (name, known, value) in before)
        {
            if (known)
            {
                variables[name] = value;
            }
            else
            {
                variables.Remove(name);
            }
        }
    }

    public void Miss(string path)
    {
        if (!Quiet)
        {
            missing.Add(path);
        }
    }
}
