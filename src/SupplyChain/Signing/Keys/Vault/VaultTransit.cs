using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Keys.Vault;

/// <summary>Vault's transit engine over HTTP (HashiCorp Vault API, /secret/transit).</summary>
internal sealed class VaultTransit : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;

    // A redirect would carry the token to a host that nobody named.
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient client;
    private readonly VaultSettings settings;

    public VaultTransit(VaultSettings settings)
    {
        this.settings = settings;
        client = new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = settings.Address,
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = LargestAnswer,
        };
        client.DefaultRequestHeaders.Add("X-Vault-Token", settings.Token);
        client.DefaultRequestHeaders.Add("X-Vault-Request", "true");
        if (settings.Namespace is { Length: > 0 } name)
        {
            client.DefaultRequestHeaders.Add("X-Vault-Namespace", name);
        }
    }

    /// <summary>What Vault knows of a key: the member <c>data</c> of its answer.</summary>
    public Task<T> ReadKeyAsync<T>(string key, Func<JsonMembers, T> read, CancellationToken cancellationToken) =>
        SendAsync(
            key,
            new HttpRequestMessage(HttpMethod.Get, $"v1/{settings.Mount}/keys/{Uri.EscapeDataString(key)}"),
            read,
            cancellationToken
        );

    /// <summary>Has something signed: the member <c>data</c> of the answer.</summary>
    public Task<T> SignAsync<T>(
        string key,
        VaultSignRequest request,
        Func<JsonMembers, T> read,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            key,
            new HttpRequestMessage(HttpMethod.Post, $"v1/{settings.Mount}/sign/{Uri.EscapeDataString(key)}")
            {
                Content = Json(request),
            },
            read,
            cancellationToken
        );

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    // JsonContent would compile an asynchronous writer for every type that has JSON.
    private static ByteArrayContent Json(VaultSignRequest request) =>
        new(JsonSerializer.SerializeToUtf8Bytes(request, VaultJson.Default.VaultSignRequest))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    private async Task<T> SendAsync<T>(
        string key,
        HttpRequestMessage request,
        Func<JsonMembers, T> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using (request)
            {
                using var response = await client.SendAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    throw Refused(key, response.StatusCode);
                }

                using var document = StrictJson.Parse(
                    await response.Content.ReadAsByteArrayAsync(cancellationToken),
                    LargestAnswer
                );
                return read(new JsonMembers(document.RootElement).Object("data"));
            }
        }
        catch (Exception failure)
            when (failure is HttpRequestException or FormatException or JsonException
                || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new UndeterminedException(
                "key.vault.failed",
                $"Vault at {settings} did not answer about the key {Printable.Quote(key)} as its API says; check VAULT_ADDR and try again.",
                failure
            );
        }
    }

    private SupplyChainException Refused(string key, HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => new ConfigurationException(
                "key.vault.missing",
                $"Vault at {settings} has no key {Printable.Quote(key)}; check its name and TRANSIT_SECRET_ENGINE_PATH."
            ),
            HttpStatusCode.Forbidden => new ConfigurationException(
                "key.vault.forbidden",
                $"Vault at {settings} does not let this token use the key {Printable.Quote(key)}; give one that may read and sign with it."
            ),
            _ => new UndeterminedException(
                "key.vault.failed",
                $"Vault at {settings} answered {(int)status} about the key {Printable.Quote(key)}; check that it is unsealed and try again."
            ),
        };
}
