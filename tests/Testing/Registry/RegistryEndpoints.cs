using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SupplyChain.Images;

namespace SupplyChain.Testing.Registry;

/// <summary>The distribution API over <see cref="RegistryContents"/>.</summary>
internal sealed class RegistryEndpoints(RegistryContents contents, TestRegistryOptions options)
{
    private readonly RegistryUploads uploads = new(contents, options);

    /// <summary>Answers one request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (context.Request.ContentLength > options.LargestRequest)
        {
            return RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "SIZE_INVALID");
        }

        var route = RegistryRoute.Parse(context.Request.Path.Value!);
        return (route?.Kind, context.Request.Method) switch
        {
            (null, _) => context.Response.WriteAsync("{}"),
            ("manifests", "GET" or "HEAD") => ReadManifestAsync(context, route),
            ("manifests", "PUT") => WriteManifestAsync(context, route),
            ("blobs", "GET" or "HEAD") => ReadBlobAsync(context, route),
            ("blobs/uploads", "POST") => uploads.BeginAsync(context, route),
            ("blobs/uploads", "GET") => uploads.DescribeAsync(context, route),
            ("blobs/uploads", "PATCH") => uploads.AppendAsync(context, route),
            ("blobs/uploads", "PUT") => uploads.EndAsync(context, route),
            ("tags", "GET") => ListTagsAsync(context, route),
            ("referrers", "GET") when options.ReferrersApi => ListReferrersAsync(context, route),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound, "NOT_FOUND"),
        };
    }

    /// <summary>Answers with an error as the specification has it.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"errors":[{"code":"{{code}}","message":"refused"}]}""");
    }

    private Digest? Find(RegistryRoute route) =>
        Digest.TryParse(route.Reference, out var digest) ? digest : contents.FindTag(route.Repository, route.Reference);

    private Task ReadManifestAsync(HttpContext context, RegistryRoute route)
    {
        if (Find(route) is not { } digest || !contents.Manifests.TryGetValue((route.Repository, digest), out var found))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN");
        }

        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        return WriteAsync(context, found.MediaType, found.Content);
    }

    private async Task WriteManifestAsync(HttpContext context, RegistryRoute route)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var content = body.ToArray();
        var digest = Digest.Sha256(content);
        if (Digest.TryParse(route.Reference, out var asked) && !asked.Matches(content))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "DIGEST_INVALID");
            return;
        }

        if (RegistryManifest.BlobsOf(content).Any(blob => !contents.Blobs.ContainsKey((route.Repository, blob))))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "MANIFEST_BLOB_UNKNOWN");
            return;
        }

        contents.Manifests[(route.Repository, asked == default ? digest : asked)] = (context.Request.ContentType!, content);
        if (asked == default)
        {
            contents.SetTag(route.Repository, route.Reference, digest);
        }

        if (options.ReferrersApi && RegistryManifest.SubjectOf(content) is { } subject)
        {
            context.Response.Headers["OCI-Subject"] = subject.ToString();
        }

        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private Task ReadBlobAsync(HttpContext context, RegistryRoute route)
    {
        if (!contents.Blobs.TryGetValue((route.Repository, Digest.Parse(route.Reference)), out var content))
        {
            return RefuseAsync(context, StatusCodes.Status404NotFound, "BLOB_UNKNOWN");
        }

        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        if (range?.From is { } from)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            content = content[(int)from..];
        }

        return WriteAsync(context, "application/octet-stream", content);
    }

    private Task ListTagsAsync(HttpContext context, RegistryRoute route)
    {
        var page = Page(context, contents.ListTags(route.Repository), tag => tag);
        return context.Response.WriteAsync(
            new JsonObject { ["name"] = route.Repository, ["tags"] = JsonSerializer.SerializeToNode(page) }.ToJsonString()
        );
    }

    private Task ListReferrersAsync(HttpContext context, RegistryRoute route)
    {
        var all = contents.ListReferrers(route.Repository, Digest.Parse(route.Reference));
        var page = Page(context, all, descriptor => descriptor.Digest.ToString());
        context.Response.ContentType = MediaTypes.OciIndex;
        return context
            .Response.Body.WriteAsync(new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = page }.ToBytes())
            .AsTask();
    }

    private List<T> Page<T>(HttpContext context, IReadOnlyList<T> all, Func<T, string> nameOf)
    {
        var last = context.Request.Query["last"].ToString();
        var rest = all.Where(item => string.CompareOrdinal(nameOf(item), last) > 0).ToList();
        var page = rest.Take(options.PageSize).ToList();
        if (page.Count < rest.Count)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?last={nameOf(page[^1])}>; rel=\"next\"";
        }

        return page;
    }

    private static Task WriteAsync(HttpContext context, string contentType, byte[] content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.Body.WriteAsync(content).AsTask();
    }
}
