using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The fields of a posted form, as a handler's parameter.</summary>
internal sealed class PostedForm
{
    private readonly IFormCollection fields;

    private PostedForm(IFormCollection fields) => this.fields = fields;

    /// <summary>Empty where the form has no such field.</summary>
    public string this[string name] => fields[name] is [{ } text, ..] ? text : "";

    public static async ValueTask<PostedForm?> BindAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is expected here.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return new PostedForm(await context.Request.ReadFormAsync(context.RequestAborted));
        }
        catch (InvalidDataException)
        {
            throw new RefusedRequestException(Errors.Invalid("The form cannot be read."));
        }
    }

    /// <summary>Null where nothing was typed.</summary>
    public string? Optional(string name) => this[name] is { Length: > 0 } text ? text : null;

    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>Browsers send a box only where it is ticked.</summary>
    public bool IsTicked(string name) => Has(name);

    /// <summary>What was typed without the spaces by which people group digits; null where nothing was.</summary>
    public string? Code(string name) => string.Concat(this[name].Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } code ? code : null;

    /// <summary>Does what the API does with the request. Leads to another page, or shows the form with what was refused.</summary>
    public async Task<IResult> SendAsync<TRequest, T>(TRequest request, Func<TRequest, Task<Result<T>>> act, string next, Func<FormView, IResult> showAgain)
        where TRequest : notnull
    {
        var refused = Check(request) ?? (await act(request)).Error;
        return refused is null ? new SeeOther(next) : showAgain(FormView.Refused(this, refused));
    }

    /// <summary>What the API would refuse in the shape of this request; null where it is good.</summary>
    public static Error? Check(object request)
    {
        var found = new List<ValidationResult>();
        return Validator.TryValidateObject(request, new ValidationContext(request), found, validateAllProperties: true)
            ? null
            : Errors.Invalid(found[0].ErrorMessage!, found[0].MemberNames.Select(JsonNamingPolicy.CamelCase.ConvertName).FirstOrDefault());
    }
}
