using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SupplyChain.Images;

namespace SupplyChain.Testing.Registry;

/// <summary>Uploads of blobs, in one piece or in chunks, or mounted from another repository.</summary>
internal sealed class RegistryUploads(RegistryContents contents)
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
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/v2/{route.Repository}/blobs/uploads/{id}?state=1";
        return Task.CompletedTask;
    }

    /// <summary>Takes a chunk.</summary>
    public async Task AppendAsync(HttpContext context, RegistryRoute route)
    {
        var upload = pending[route.Reference];
        await context.Request.Body.CopyToAsync(upload);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/v2/{route.Repository}/blobs/uploads/{route.Reference}?state=2";
        context.Response.Headers.Range = $"0-{upload.Length - 1}";
    }

    /// <summary>Takes the last piece and the digest.</summary>
    public async Task EndAsync(HttpContext context, RegistryRoute route)
    {
        if (!pending.TryRemove(route.Reference, out var upload))
        {
            await RegistryEndpoints.RefuseAsync(context, StatusCodes.Status404NotFound, "BLOB_UPLOAD_UNKNOWN");
            return;
        }

        await context.Request.Body.CopyToAsync(upload);
        var digest = Digest.Parse(context.Request.Query["digest"].ToString());
        if (!digest.Matches(upload.ToArray()))
        {
            await RegistryEndpoints.RefuseAsync(context, StatusCodes.Status400BadRequest, "DIGEST_INVALID");
            return;
        }

        contents.Blobs[(route.Repository, digest)] = upload.ToArray();
        await Created(context, route, digest);
    }

    private static Task Created(HttpContext context, RegistryRoute route, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{route.Repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        return Task.CompletedTask;
    }
}
