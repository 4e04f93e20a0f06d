namespace OrleansBackends.WebFrontend.Common;

internal static class ProblemServices
{
    /// <summary>Our writer comes first, so the framework's own problems have our form too.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddSingleton<IProblemDetailsWriter, Problems>().AddProblemDetails().AddExceptionHandler<FaultHandler>();
}
