using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>The exit code of a failed build.</summary>
internal static class ExitCodes
{
    private const int Failure = 1;

    /// <summary>
    /// The code of the innermost <see cref="CakeException"/> that names one other than 1, else 1: the engine wraps what a task throws,
    /// and a task may throw several exceptions together. Never 0, since the build has failed.
    /// </summary>
    public static int Of(Exception exception) => Find(exception) ?? Failure;

    private static int? Find(Exception? exception) =>
        exception switch
        {
            null => null,
            AggregateException several => several.InnerExceptions.Select(Find).FirstOrDefault(code => code is not null),
            CakeException one => Find(one.InnerException) ?? Named(one),
            _ => Find(exception.InnerException),
        };

    private static int? Named(CakeException exception) => exception.ExitCode is 0 or Failure ? null : exception.ExitCode;
}
