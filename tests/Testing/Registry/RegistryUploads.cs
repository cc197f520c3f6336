using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SupplyChain.Images;

namespace SupplyChain.Testing.Registry;

/// <summary>Uploads of blobs, in one piece or in chunks, or mounted from another repository.</summary>
internal sealed class RegistryUploads(RegistryContents contents, TestRegistryOptions options)
{
    private readonly ConcurrentDictionary<string, MemoryStream> pending = new();

    /// <summary>Begins an upload, or mounts.</summary>
    public Task BeginAsync(HttpContext context, RegistryRoute route)
    {
        var (mount, from) = (context.Request.Query["mount"].ToString(), context.Request.Query["from"].ToString());
        if (Digest.TryParse(mount, out var digest) && contents.Blobs.TryGetValue((from, digest), out var content))
        {
            contents.Blobs[(route.Repository, digest)] = content;
            return Created(context, route, digest);
        }

        var id = Guid.NewGuid().ToString("n");
        pending[id] = new MemoryStream();
        if (options.SmallestChunk > 0)
        {
            context.Response.Headers["OCI-Chunk-Min-Length"] = $"{options.SmallestChunk}";
        }

        return Status(context, route with { Reference = id }, StatusCodes.Status202Accepted);
    }

    /// <summary>Says how much has arrived.</summary>
    public Task DescribeAsync(HttpContext context, RegistryRoute route) =>
        pending.ContainsKey(route.Reference) ? Status(context, route, StatusCodes.Status204NoContent) : Unknown(context);

    /// <summary>Takes a chunk; what arrives of one that breaks off is kept.</summary>
    public async Task AppendAsync(HttpContext context, RegistryRoute route)
    {
        if (!pending.TryGetValue(route.Reference, out var upload))
        {
            await Unknown(context);
            return;
        }

        var range = context.Request.Headers.ContentRange.ToString();
        if (range.Length > 0 && range.Split('-')[0] != $"{upload.Length}")
        {
            await Status(context, route, StatusCodes.Status416RangeNotSatisfiable);
            return;
        }

        await context.Request.Body.CopyToAsync(upload, context.RequestAborted);
        await Status(context, route, StatusCodes.Status202Accepted);
    }

    /// <summary>Takes the last piece and the digest.</summary>
    public async Task EndAsync(HttpContext context, RegistryRoute route)
    {
        if (!pending.TryGetValue(route.Reference, out var upload))
        {
            await Unknown(context);
            return;
        }

        await context.Request.Body.CopyToAsync(upload, context.RequestAborted);
        _ = pending.TryRemove(route.Reference, out _);
        var digest = Digest.Parse(context.Request.Query["digest"].ToString());
        if (!digest.Matches(upload.ToArray()))
        {
            await RegistryEndpoints.RefuseAsync(context, StatusCodes.Status400BadRequest, "DIGEST_INVALID");
            return;
        }

        contents.Blobs[(route.Repository, digest)] = upload.ToArray();
        await Created(context, route, digest);
    }

    private static Task Unknown(HttpContext context) =>
        RegistryEndpoints.RefuseAsync(context, StatusCodes.Status404NotFound, "BLOB_UPLOAD_UNKNOWN");

    private Task Status(HttpContext context, RegistryRoute route, int status)
    {
        var length = pending[route.Reference].Length;
        context.Response.StatusCode = status;
        context.Response.Headers.Location = $"/v2/{route.Repository}/blobs/uploads/{route.Reference}?state={length}";
        context.Response.Headers.Range = $"0-{Math.Max(0, length - 1)}";
        return Task.CompletedTask;
    }

    private static Task Created(HttpContext context, RegistryRoute route, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{route.Repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        return Task.CompletedTask;
    }
}
