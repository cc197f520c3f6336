using System.Net;

namespace SupplyChain.Images.Registries.Http;

/// <summary>Sends a request as often as it takes, within bounds, to get an answer that can be read.</summary>
/// <param name="time">Clock for the waits in between.</param>
/// <param name="attempts">How often to send at most where it is not known whether the request was carried out.</param>
/// <param name="unreachable">The error for no answer.</param>
internal sealed class RepeatedExchange(TimeProvider time, int attempts, Func<Exception, UndeterminedException> unreachable)
{
    // Who has not answered for so long is not likely to be only busy.
    private const int MostSilences = 3;

    /// <summary>Sends and reads. The last answer is read whatever its status.</summary>
    /// <exception cref="UndeterminedException">There is no answer, or none that can be read.</exception>
    public async Task<T> RunAsync<T>(
        Func<Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        for (var (attempt, silences) = (1, 0); ; attempt++)
        {
            TimeSpan? wait;
            try
            {
                var answer = await send();
                // What was refused for coming too often has not been done, whatever it is.
                var most = answer.StatusCode == HttpStatusCode.TooManyRequests ? RetryPolicy.Attempts : attempts;
                wait =
                    attempt < most && RetryPolicy.IsTransient(answer.StatusCode)
                        ? RetryPolicy.WaitAfter(attempt, answer.Headers.RetryAfter, time.GetUtcNow())
                        : null;
                if (wait is null)
                {
                    return await read(answer);
                }

                answer.Dispose();
            }
            catch (HttpRequestException error) when (error.InnerException is SupplyChainException cause)
            {
                throw cause;
            }
            catch (Exception error) when (error is HttpRequestException || RetryPolicy.IsTransient(error, cancellationToken))
            {
                silences += error is OperationCanceledException ? 1 : 0;
                var isLast = attempt == attempts || silences == MostSilences;
                if (isLast || !RetryPolicy.IsTransient(error, cancellationToken))
                {
                    throw error as UndeterminedException ?? unreachable(error);
                }

                wait = RetryPolicy.WaitAfter(attempt);
            }

            await Task.Delay(wait.Value, time, cancellationToken);
        }
    }
}
