using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace SupplyChain.Images.Registries;

/// <summary>When, how often and after what wait a request is sent again.</summary>
internal static class RetryPolicy
{
    /// <summary>How often a request is sent at most.</summary>
    public const int Attempts = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Whether the answer may be another the next time.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        status
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.RequestTimeout
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>How long to wait: what the registry asks for, else twice as long each time, with jitter; at most 30 seconds.</summary>
    /// <param name="attempt">How often the request was sent.</param>
    /// <param name="asked">The answer's <c>Retry-After</c>.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan WaitAfter(int attempt, RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        var wanted = asked?.Delta ?? asked?.Date - now;
        var doubled = FirstWait * Math.Pow(2, attempt - 1) * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
        var wait = wanted ?? doubled;
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > LongestWait ? LongestWait
            : wait;
    }
}
