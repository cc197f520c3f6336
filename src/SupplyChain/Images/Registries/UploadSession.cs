using System.Globalization;
using System.Net;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>One upload that a registry has begun: where it goes on, and how much has arrived.</summary>
/// <param name="transport">Sends the requests.</param>
/// <param name="name">The repository.</param>
/// <param name="blob">What is uploaded.</param>
/// <param name="location">Where the first piece goes.</param>
internal sealed class UploadSession(RegistryTransport transport, RepositoryName name, Descriptor blob, Uri location)
{
    private readonly string what = $"Writing blob {blob.Digest} to {name}";
    private Uri location = location;

    /// <summary>The first byte that has not arrived.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes a piece must have at least, except for the last (<c>OCI-Chunk-Min-Length</c>).</summary>
    public long SmallestPiece { get; private init; }

    /// <summary>Whether the registry has said that it has stored what the digest is of.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Begins an upload.</summary>
    /// <exception cref="UndeterminedException">The registry does not take it.</exception>
    public static async Task<UploadSession> BeginAsync(
        RegistryTransport transport,
        RepositoryName name,
        Descriptor blob,
        CancellationToken cancellationToken
    )
    {
        var call = name.Writing(HttpMethod.Post, "blobs/uploads/") with { Content = () => new ByteArrayContent([]) };
        using var answer = await transport.SendAsync(call, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Accepted
            ? new UploadSession(transport, name, blob, Next(transport, call, answer)) { SmallestPiece = SmallestOf(answer) }
            : throw await transport.FailureAsync(answer, $"Beginning to write to {name}", cancellationToken);
    }

    /// <summary>Sends the next piece; the whole at once where it is no more than one. True where that was the end.</summary>
    /// <exception cref="UndeterminedException">The registry does not take it, or the content is not what the descriptor says.</exception>
    public async Task<bool> SendAsync(UploadPiece piece, CancellationToken cancellationToken)
    {
        if (piece.Length == 0 || piece.Length == blob.Size)
        {
            await EndAsync(piece, cancellationToken);
            return true;
        }

        var call = Call(HttpMethod.Patch, location, piece);
        using var answer = await transport.SendAsync(call, cancellationToken);
        await ThrowUnlessTakenAsync(answer, cancellationToken);
        location = Next(transport, call, answer);
        var arrived = Arrived(answer) ?? piece.End;
        Position =
            arrived > piece.From && arrived <= piece.End
                ? arrived
                : throw new UndeterminedException(
                    RegistryFailure.UploadLost,
                    $"{what} failed: the registry says that {arrived} bytes have arrived after bytes {piece.From} to {piece.End} were sent; try again, or ask those who run it."
                );
        return false;
    }

    /// <summary>Asks how much has arrived; false where the registry has forgotten the upload.</summary>
    public async Task<bool> SynchronizeAsync(CancellationToken cancellationToken)
    {
        var call = name.Writing(HttpMethod.Get, "") with { Address = location };
        using var answer = await transport.SendAsync(call, cancellationToken);
        if (!answer.IsSuccessStatusCode || Arrived(answer) is not { } arrived || arrived > blob.Size)
        {
            return false;
        }

        location = answer.Headers.Location is null ? location : Next(transport, call, answer);
        Position = arrived;
        return true;
    }

    private async Task EndAsync(UploadPiece piece, CancellationToken cancellationToken)
    {
        var digest = $"digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        var query = location.Query.Length > 1 ? $"{location.Query}&{digest}" : digest;
        var call = Call(HttpMethod.Put, new UriBuilder(location) { Query = query }.Uri, piece);
        using var answer = await transport.SendAsync(call, cancellationToken);
        await ThrowUnlessTakenAsync(answer, cancellationToken);
        RegistryFailure.CheckDigest(answer, blob.Digest, what);
        IsConfirmed = RegistryFailure.StatedDigest(answer) == blob.Digest;
    }

    private RegistryCall Call(HttpMethod method, Uri address, UploadPiece piece) =>
        name.Writing(method, "") with
        {
            Address = address,
            Content = () => Body(piece, isPart: method == HttpMethod.Patch),
            IsRepeatable = false,
        };

    private static HttpContent Body(UploadPiece piece, bool isPart)
    {
        var content = piece.Content();
        content.Headers.ContentType = new("application/octet-stream");
        content.Headers.ContentLength = piece.Length;
        if (isPart)
        {
            // Not the form of RFC 9110: this specification has no unit in it.
            _ = content.Headers.TryAddWithoutValidation(
                "Content-Range",
                string.Create(CultureInfo.InvariantCulture, $"{piece.From}-{piece.End - 1}")
            );
        }

        return content;
    }

    private async Task ThrowUnlessTakenAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var code = answer.StatusCode switch
        {
            HttpStatusCode.NotFound
            or HttpStatusCode.RequestedRangeNotSatisfiable
            or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.NotImplemented => RegistryFailure.UploadLost,
            HttpStatusCode.BadRequest when answer.RequestMessage!.Method == HttpMethod.Patch => RegistryFailure.UploadLost,
            HttpStatusCode.RequestEntityTooLarge => RegistryFailure.PieceTooLarge,
            _ => null,
        };
        if (code is not null)
        {
            throw new UndeterminedException(
                code,
                $"{what} failed: the registry does not go on with the upload that it began ({(int)answer.StatusCode}); try again, or ask those who run it."
            );
        }

        await transport.ThrowUnlessSuccessAsync(answer, what, cancellationToken);
    }

    private static long SmallestOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : 0;

    // "0-0" is what registries say of an upload without a byte.
    private static long? Arrived(HttpResponseMessage answer)
    {
        var range = answer.Headers.TryGetValues("Range", out var values) ? values.FirstOrDefault() : null;
        var last = range?[(range.LastIndexOf('-') + 1)..];
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? end is 0 or long.MaxValue
                ? end
                : end + 1
            : null;
    }

    private static Uri Next(RegistryTransport transport, RegistryCall call, HttpResponseMessage answer)
    {
        var asked = answer.RequestMessage!.RequestUri!;
        var named = answer.Headers.Location;
        // A registry behind a proxy may not know that it speaks TLS.
        var isDowngrade =
            named is { IsAbsoluteUri: true, Scheme: "http" } && asked.Scheme == Uri.UriSchemeHttps && named.Host == asked.Host;
        return RegistryFailure.CheckTarget(
            call,
            asked,
            asked,
            isDowngrade ? new Uri(asked, named!.PathAndQuery) : named,
            transport.AllowHttp
        );
    }
}
