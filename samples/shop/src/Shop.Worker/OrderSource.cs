using System.Net;
using Newtonsoft.Json;

namespace Shop.Worker;

/// <summary>Fetches orders from the API.</summary>
public sealed class OrderSource(HttpClient client)
{
    // Newtonsoft.Json 12 reads any depth unless told otherwise (CVE-2024-21907).
    private static readonly JsonSerializerSettings Settings = new() { MaxDepth = 16 };

    /// <summary>The next order, or null when none waits.</summary>
    public async Task<Order?> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync(new Uri("/orders/next", UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent
            ? null
            : JsonConvert.DeserializeObject<Order>(await response.Content.ReadAsStringAsync(cancellationToken), Settings);
    }
}
