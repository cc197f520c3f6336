using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace SupplyChain.Images.Registries.Http;

/// <summary>When, how often and after what wait a request is sent again.</summary>
internal static class RetryPolicy
{
    /// <summary>How often a request is sent at most.</summary>
    public const int Attempts = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Whether the answer may be another the next time.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || (
            status >= HttpStatusCode.InternalServerError
            && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported)
        );

    /// <summary>Whether the exchange may succeed the next time. A server whose certificate is not trusted will not.</summary>
    public static bool IsTransient(Exception error, CancellationToken cancellationToken) =>
        error
            is HttpRequestException { InnerException: not (SupplyChainException or AuthenticationException) }
                or IOException
                or UndeterminedException { Code: RegistryFailure.Altered }
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>
    /// How long to wait: what the registry asks for, and null where that is more than two minutes; else twice as long each time, with jitter.
    /// </summary>
    /// <param name="attempt">How often the request was sent.</param>
    /// <param name="asked">The answer's <c>Retry-After</c>.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? WaitAfter(int attempt, RetryConditionHeaderValue? asked, DateTimeOffset now) =>
        (asked?.Delta ?? asked?.Date - now) is not { } wanted ? WaitAfter(attempt)
        : wanted > LongestWait ? null
        : wanted > TimeSpan.Zero ? wanted
        : TimeSpan.Zero;

    /// <summary>How long to wait where nothing was asked for: twice as long each time, with jitter.</summary>
    /// <param name="attempt">How often the request was sent.</param>
    public static TimeSpan WaitAfter(int attempt) =>
        FirstWait * Math.Pow(2, attempt - 1) * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
}
