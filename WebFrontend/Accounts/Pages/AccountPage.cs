using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Answers of the routes under <c>/account</c>. All of them use <see cref="AccountLayout"/>.</summary>
internal static class AccountPage
{
    /// <summary>A page with a form, which has the status of what was refused in it. The parameters name the form <c>Form</c>.</summary>
    public static IResult Form<TPage>(FormView form, object parameters)
        where TPage : IComponent => new FormPage(Pages.Render<TPage>(parameters, form.Status), form.Error);

    public static IResult Form<TPage>(FormView form)
        where TPage : IComponent => Form<TPage>(form, new { Form = form });

    public static IResult Message(string title, string text, int status = StatusCodes.Status200OK) =>
        Pages.Render<NoticePage>(new { Title = title, Text = text }, status);

    private sealed class FormPage(IResult page, Error? error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (error?.RetryAfter is { } wait)
            {
                httpContext.Response.Headers.RetryAfter = ProblemAnswer.Seconds(wait).ToString(CultureInfo.InvariantCulture);
            }

            return page.ExecuteAsync(httpContext);
        }
    }
}
