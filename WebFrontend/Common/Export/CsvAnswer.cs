using System.Reflection;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Rows as a CSV download (RFC 4180), streamed: no more of them is in memory than the source hands out at once.</summary>
public sealed class CsvAnswer<T>(string fileName, IAsyncEnumerable<T> rows, params IReadOnlyList<CsvColumn<T>> columns) : IResult, IEndpointMetadataProvider
{
    private static readonly CsvWriterOptions Form = new() { NewLine = "\r\n" };

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        httpContext.Response.Headers.CacheControl = "no-store";
        await using var text = new StreamWriter(httpContext.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, Form, leaveOpen: true);
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }

        await csv.EndRecordAsync(httpContext.RequestAborted);
        await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
        {
            foreach (var column in columns)
            {
                csv.WriteField(column.Cell(row));
            }

            await csv.EndRecordAsync(httpContext.RequestAborted);
        }
    }
}
