using System.Diagnostics.CodeAnalysis;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>An answer or a refusal. Both convert implicitly, so a method returns <c>view</c> or <c>PollErrors.Closed</c>.</summary>
[GenerateSerializer, Immutable, Alias("common.result`1")]
public readonly record struct Result<T>
{
    [Id(0)]
    public T? Value { get; init; }

    [Id(1)]
    public Error? Error { get; init; }

    /// <summary>True when this is the kept answer of an earlier call with the same operation id.</summary>
    [Id(2)]
    public bool Replayed { get; init; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    public static implicit operator Result<T>(T value) => new() { Value = value };

    public static implicit operator Result<T>(Error error) => new() { Error = error };

    /// <summary>The answer, or the fault of a caller who was sure there is one.</summary>
    public T Require() => IsOk ? Value : throw new InvalidOperationException($"Refused with {Error.Code}: {Error.Message}");

    public Result<TOut> Map<TOut>(Func<T, TOut> map) => IsOk ? new Result<TOut> { Value = map(Value), Replayed = Replayed } : Error;

    public TOut Match<TOut>(Func<T, TOut> ok, Func<Error, TOut> refused) => IsOk ? ok(Value) : refused(Error);
}

/// <summary>The answer of a call that has nothing to say but that it was done.</summary>
[GenerateSerializer, Immutable, Alias("common.done")]
public readonly record struct Done
{
    public static Result<Done> Ok { get; } = new Done();
}
