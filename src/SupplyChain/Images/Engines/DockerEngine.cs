using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SupplyChain.Images.Engines;

/// <summary>Asks a Docker Engine about its images (Docker Engine API v1.24 and later, "Images").</summary>
/// <param name="endpoint">Where it listens.</param>
internal sealed class DockerEngine(DockerEndpoint endpoint) : IDisposable
{
    private const int LargestAnswer = 16 * 1024 * 1024;
    private const int CopySize = 256 * 1024;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(30);

    private readonly HttpClient client = DockerTransport.Connect(endpoint);
    private string? version;

    /// <summary>Where it listens.</summary>
    public DockerEndpoint Endpoint => endpoint;

    /// <summary>What it runs on.</summary>
    /// <exception cref="UndeterminedException">The engine cannot be reached, or answers what it should not.</exception>
    public async Task<Platform> ReadPlatformAsync(CancellationToken cancellationToken) =>
        await AskAsync("version", DockerEngineJson.Plain.EngineVersion, cancellationToken) is { } about
            ? new Platform(about.OS, about.Architecture)
            : throw Failed("version", "it does not know its own version");

    /// <summary>The images it has.</summary>
    /// <exception cref="UndeterminedException">The engine cannot be reached, or answers what it should not.</exception>
    public async Task<IReadOnlyList<EngineImage>> ListAsync(CancellationToken cancellationToken) =>
        await AskAsync("images/json", DockerEngineJson.Plain.IReadOnlyListEngineImage, cancellationToken) ?? [];

    /// <summary>What it knows about an image; null where it has none of that name.</summary>
    /// <exception cref="UndeterminedException">The engine cannot be reached, or answers what it should not.</exception>
    public Task<EngineImage?> InspectAsync(string name, CancellationToken cancellationToken) =>
        AskAsync($"images/{name}/json", DockerEngineJson.Plain.EngineImage, cancellationToken);

    /// <summary>Writes an image as an archive.</summary>
    /// <exception cref="UndeterminedException">The engine cannot be reached, or has no such image any more.</exception>
    public Task ExportAsync(string name, Stream target, CancellationToken cancellationToken)
    {
        var path = $"images/{name}/get";
        return SendAsync(
            path,
            content: null,
            TransferTimeout,
            async (answer, cancel) =>
            {
                await RequireSuccessAsync(answer, path, cancel);
                await using var archive = await answer.Content.ReadAsStreamAsync(cancel);
                await archive.CopyToAsync(target, CopySize, cancel);
                return true;
            },
            cancellationToken
        );
    }

    /// <summary>Takes in the images of an archive.</summary>
    /// <param name="writeArchive">Writes the archive.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The engine cannot be reached, or refuses the archive.</exception>
    public async Task LoadAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellationToken)
    {
        const string path = "images/load?quiet=1";
        using var content = new ArchiveContent(writeArchive);
        var said = await SendAsync(
            path,
            content,
            TransferTimeout,
            async (answer, cancel) =>
            {
                await RequireSuccessAsync(answer, path, cancel);
                return await ReadAsync(answer, path, cancel);
            },
            cancellationToken
        );

        // It answers with success before it has looked, and says on later lines how it went.
        using var lines = new StreamReader(new MemoryStream(said));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && Parse(line, path) is { Error: { } error })
            {
                throw Failed(path, error);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private Task<T?> AskAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(
            path,
            content: null,
            AnswerTimeout,
            async (answer, cancel) =>
            {
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }

                await RequireSuccessAsync(answer, path, cancel);
                var content = await ReadAsync(answer, path, cancel);
                try
                {
                    return JsonSerializer.Deserialize(content, type);
                }
                catch (JsonException error)
                {
                    throw Failed(
                        path,
                        $"line {error.LineNumber + 1} of the answer is not as the engine's interface has it",
                        error
                    );
                }
            },
            cancellationToken
        );

    private async Task<T> SendAsync<T>(
        string path,
        HttpContent? content,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(timeout);
        try
        {
            version ??= await ReadVersionAsync(limited.Token);
            using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, version + path);
            request.Content = content;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return await read(answer, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(path, $"it took more than {timeout.TotalMinutes} minutes");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or TimeoutException)
        {
            throw Failed(path, Printable.Line(error.GetBaseException().Message), error);
        }
    }

    // The engine's own version of its interface: what it gives without one is deprecated.
    private async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (endpoint.Address.Scheme == "unix" && !File.Exists(endpoint.Address.LocalPath))
            {
                throw new IOException("there is no such socket");
            }

            using var answer = await client.GetAsync(new Uri("_ping", UriKind.Relative), cancellationToken);
            await RequireSuccessAsync(answer, "_ping", cancellationToken);
            return answer.Headers.TryGetValues("Api-Version", out var values) && Version.TryParse(values.First(), out var own)
                ? $"v{own}/"
                : "";
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or TimeoutException)
        {
            throw new UndeterminedException(
                "docker.unreachable",
                $"The Docker Engine at {endpoint} cannot be reached: {Printable.Line(error.GetBaseException().Message)}; start it, or name another with DOCKER_HOST or 'docker context use'.",
                error
            );
        }
    }

    private async Task RequireSuccessAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var said = await ReadAsync(answer, path, cancellationToken);
            var text = System.Text.Encoding.UTF8.GetString(said).Trim();
            var reason = text.StartsWith('{') ? Parse(text, path)?.Message : text;
            throw Failed(path, $"it answered {(int)answer.StatusCode}, {Printable.Line(reason ?? "without a reason")}");
        }
    }

    private EngineMessage? Parse(string line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DockerEngineJson.Plain.EngineMessage);
        }
        catch (JsonException error)
        {
            throw Failed(path, "a line of the answer is no JSON", error);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var part = new byte[CopySize];
        while (await stream.ReadAsync(part, cancellationToken) is > 0 and var read)
        {
            await content.WriteAsync(part.AsMemory(0, read), cancellationToken);
            if (content.Length > LargestAnswer)
            {
                throw Failed(path, $"it answered more than {LargestAnswer} bytes");
            }
        }

        return content.ToArray();
    }

    private UndeterminedException Failed(string path, string reason, Exception? inner = null) =>
        new(
            "docker.failed",
            $"The Docker Engine at {endpoint} failed at {path}: {Printable.Line(reason)}; see its log, and try again.",
            inner
        );
}
